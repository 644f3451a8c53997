/**
 * Asks real dbt for the answers that golden.test.ts expects and writes golden.json:
 * `npx tsx tests/conformance/macros/record.ts`, with .venv-dbt in place (`npm run conformance` makes it).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '../../support/test-server.js';
import { root } from '../command.js';
import { macroCases, modelOf, PROJECT_MACROS } from './cases.js';
import { valueCases } from './value-cases.js';

interface Answers {
  readonly rendered: { readonly [model: string]: string };
  readonly macros: readonly (readonly [string, string, readonly string[]])[];
}

const folder = join(root, 'tests', 'conformance', 'macros');

function askPython(script: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): string {
  const python = join(root, '.venv-dbt', 'bin', 'python');
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...env, TZ: 'UTC' } } as const;
  const { status, stdout, stderr } = spawnSync(python, [join(folder, script), ...args], options);
  if (status !== 0) throw new Error(`${script} failed:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return stdout;
}

function writeProject(at: string, url: string): void {
  writeFileSync(join(at, 'profiles.yml'), JSON.stringify(profileOf(new URL(url))));
  for (const name of ['macros', 'models']) mkdirSync(join(at, name));
  writeFileSync(join(at, 'dbt_project.yml'), 'name: probe\nversion: "1.0"\nprofile: probe\n');
  writeFileSync(join(at, 'macros', 'project.sql'), PROJECT_MACROS);
  for (const [topic, cases] of Object.entries(macroCases)) {
    cases.forEach((each, index) => {
      writeFileSync(join(at, 'models', `${topic}_${index}.sql`), modelOf(each));
    });
  }
}

/** The names that ours.ts renders with: target dev, schema probe. */
function profileOf(url: URL): unknown {
  const { hostname, port, username, password, pathname } = url;
  const [host, user, secret, dbname] = [hostname, username, password, pathname.slice(1)].map(decodeURIComponent);
  const dev = { type: 'postgres', host, port: Number(port || 5432), user, password: secret, dbname, schema: 'probe' };
  return { probe: { target: 'dev', outputs: { dev: { ...dev, threads: 1 } } } };
}

function renderedByDbt(url: string): Answers {
  const at = mkdtempSync(join(tmpdir(), 'jiggy-macros-'));
  try {
    writeProject(at, url);
    const answers = join(at, 'answers.json');
    const env = { DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
    askPython('render.py', [answers, JSON.stringify(['--project-dir', at, '--profiles-dir', at])], '', env);
    return JSON.parse(readFileSync(answers, 'utf8')) as Answers;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

function valuesOfDbt(): { readonly [expression: string]: string | null } {
  const expressions = Object.values(valueCases).flat();
  const answers = JSON.parse(askPython('evaluate.py', [], JSON.stringify({ expressions }), {})) as { text?: string }[];
  return Object.fromEntries(expressions.map((expression, index) => [expression, answers[index]?.text ?? null]));
}

const server = await startTestServer();
try {
  const { rendered, macros } = renderedByDbt(server.url);
  const own = macros.filter(([inPackage]) => inPackage === 'dbt' || inPackage === 'dbt_postgres');
  const golden = { rendered, values: valuesOfDbt(), macros: own };
  writeFileSync(join(folder, 'golden.json'), `${JSON.stringify(golden, null, 1)}\n`);
} finally {
  await server.stop();
}
