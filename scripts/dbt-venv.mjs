// Real dbt in an ignored virtual environment (.venv-dbt), for the comparison with dbt only: jiggy itself needs no Python.
// Installs when something is missing, else returns at once. Exit codes: 0 ready; 3 no python3, no pip, or nothing answers
// where pip looks for packages; 1 anything else.
//
// dbt-core 1.12 cannot be installed by its name alone everywhere: one of its requirements downloads a binary while it
// installs, and dbt runs without it. So 1.11 brings the requirements, two more are named (1.12 needs them), and 1.12 is put
// on top without asking for any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { requireBuild, requirePackages } from './ensure.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, '.venv-dbt');
const python = join(home, 'bin', 'python');
const stamp = join(home, '.jiggy-installed');

const steps = [
  [
    'dbt-core==1.11.16',
    'dbt-postgres==1.11.0',
    'metricflow>=0.213,<1',
    'opentelemetry-api>=1.26,<2',
    'pytest',
    'pytest-dotenv',
    'freezegun', // the tests of sample mode stop the clock with it
  ],
  ['--no-deps', 'dbt-core==1.12.6', 'dbt-tests-adapter==1.20.0'],
];

const wanted = createHash('sha256').update(JSON.stringify(steps)).digest('hex');

/** @returns {{ status: 'ready' } | { status: 'unavailable' | 'failed', because: string }} */
export function ensureDbt() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { status: 'ready' };
  const found = spawnSync('python3', ['-c', 'import venv, ensurepip'], { encoding: 'utf8' });
  if (found.error) return { status: 'unavailable', because: 'there is no python3 here' };
  if (found.status !== 0) return { status: 'unavailable', because: 'this python3 cannot make a virtual environment' };
  console.error('Installing dbt into .venv-dbt (once, about a minute) ...');
  rmSync(home, { recursive: true, force: true });
  const made = spawnSync('python3', ['-m', 'venv', home], { encoding: 'utf8' });
  if (made.status !== 0) return { status: 'unavailable', because: lastLines(made.stderr || made.stdout) };
  for (const packages of steps) {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--timeout', '20', '--retries', '2'];
    const { status, stdout, stderr } = spawnSync(python, [...pip, ...packages], { encoding: 'utf8', cwd: root });
    if (status === 0) continue;
    const because = lastLines(stderr || stdout);
    return { status: nothingAnswers(stderr) ? 'unavailable' : 'failed', because };
  }
  writeFileSync(stamp, wanted);
  return { status: 'ready' };
}

/**
 * Runs a TypeScript program that needs dbt, or says loudly why it did not: skipped where dbt cannot be had, failed where
 * its installation broke. The last line is then `N passed, N failed, N skipped`. `what`: "the comparison with dbt"; `load` imports the program.
 */
export async function runWithDbt(what, load) {
  requirePackages();
  requireBuild();
  const dbt = ensureDbt();
  if (dbt.status === 'ready') {
    const { register } = await import('tsx/esm/api'); // not before the packages are there
    register();
    await load();
    return;
  }
  const failed = dbt.status === 'failed';
  const word = failed ? 'FAILED' : 'SKIPPED';
  console.log(`\n${word}: ${what} did not run, because dbt could not be installed:\n${dbt.because}\n`);
  console.log(failed ? '0 passed, 1 failed, 0 skipped' : '0 passed, 0 failed, 1 skipped');
  process.exitCode = failed ? 1 : 0;
}

/** What pip says when it reaches no index at all; a version that an index does not have reads otherwise. */
function nothingAnswers(text) {
  return /from versions: none|NewConnectionError|ConnectTimeout|Read timed out|Temporary failure|ProxyError/.test(text);
}

function lastLines(text) {
  return text.trim().split('\n').slice(-3).join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = ensureDbt();
  if (result.status !== 'ready') {
    console.error(`dbt is not installed: ${result.because}`);
    process.exitCode = result.status === 'unavailable' ? 3 : 1;
  }
}
