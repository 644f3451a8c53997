// Measures what the README says about speed, on the embedded PostgreSQL, and writes it between the README's marks.
// `npm run figures` (some minutes). --orders N changes the size; --print only shows the table.
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { requireBuild, requirePackages, root, run } from './ensure.mjs';

requirePackages();
requireBuild();

const orders = Number(process.argv[process.argv.indexOf('--orders') + 1] ?? Number.NaN) || 100_000;
const folder = mkdtempSync(join(tmpdir(), 'jiggy-figures-'));
for (const part of ['dbt_project.yml', 'models', 'macros', 'seeds', 'data-tests', 'migrations']) {
  cpSync(join(root, part), join(folder, part), { recursive: true });
}

try {
  jiggy('db', 'start');
  jiggy('migrate', '--embedded');
  const csv = join(folder, 'sample.csv');
  const generated = toFile(
    csv,
    'generate',
    '--orders',
    String(orders),
    '--seed',
    '1',
    '--truth',
    join(folder, 'truth.json'),
  );
  const { rows } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const ingested = jiggy('ingest', '--embedded', csv);
  const builds = [1, 2, 3].map(() => jiggy('build', '--embedded', '--json'));
  const build = builds.toSorted((a, b) => a.seconds - b.seconds)[1];
  const result = JSON.parse(build.stdout);
  const tests = result.results.filter((each) => each.resource_type === 'test').length;
  const models = result.results.length - tests;
  const show = jiggy('show', '--embedded', '-s', 'fct_daily_sales');
  const version = /PostgreSQL (\S+)/.exec(jiggy('debug', '--embedded').stdout)?.[1];
  const table = [
    '| step | size | time | rate |',
    '| --- | --- | --- | --- |',
    `| \`generate\` | ${n(orders)} orders, ${n(rows)} lines, ${n(statSync(csv).size / 1e6)} MB | ${s(generated.seconds)} | ${n(rows / generated.seconds)} rows/s |`,
    `| \`ingest\` | the same file, every row checked | ${s(ingested.seconds)} | ${n(rows / ingested.seconds)} rows/s |`,
    `| \`build\` | ${models} seeds and models, ${tests} data tests, from raw to marts | ${s(build.seconds)} | |`,
    `| of it the publish | ${result.publish.relations} relations at once | locks held ${n(result.publish.lock_ms)} ms | |`,
    `| \`show\` | five rows of a mart, process start included | ${s(show.seconds)} | |`,
  ].join('\n');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, embedded PostgreSQL ${version} with durable settings`;
  const text = `Measured by \`npm run figures\` on ${machine}; whole commands, the build's median of three:\n\n${table}`;
  if (process.argv.includes('--print')) console.log(text);
  else write(text);
} finally {
  spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), 'db', 'stop'], { cwd: folder });
  rmSync(folder, { recursive: true, force: true });
}

function jiggy(...args) {
  return timed(args, 'pipe');
}

function toFile(path, ...args) {
  const file = openSync(path, 'w');
  const result = timed(args, file);
  closeSync(file);
  return result;
}

function timed(args, stdout) {
  const env = { ...process.env };
  delete env.DATABASE_URL;
  const start = performance.now();
  const {
    status,
    stdout: out,
    stderr,
  } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`jiggy ${args.join(' ')} ended with ${status}\n${stderr}`);
  console.error(`jiggy ${args[0]}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return { seconds: (performance.now() - start) / 1000, stdout: out };
}

function write(text) {
  const readme = join(root, 'README.md');
  const [head, rest] = readFileSync(readme, 'utf8').split(/(?<=<!-- figures: [^>]*-->\n)/);
  const tail = rest.slice(rest.indexOf('<!-- /figures -->'));
  writeFileSync(readme, `${head}\n${text}\n\n${tail}`);
  run(process.execPath, [join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs'), '--write', 'README.md']);
}

function n(value) {
  return Math.round(value).toLocaleString('en');
}

function s(seconds) {
  return `${seconds.toFixed(1)} s`;
}
