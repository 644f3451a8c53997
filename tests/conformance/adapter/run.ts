/**
 * Runs dbt's own adapter tests (dbt-tests-adapter, from pip) with jiggy doing the work. Arguments: `--with-dbt` lets dbt do
 * it (the check that overrides.py is right), `--page` writes docs/adapter-tests.md, anything else goes to pytest
 * (`-k hooks`). Prints each method that failed; one that fails for no reason of reasons.json makes the run fail;
 * the last line is `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startTestServer } from '../../support/test-server.js';
import { root, runCommand } from '../command.js';
import { profileEnvironment } from '../dbt.js';
import type { MethodResult } from './junit.js';
import { readJunit } from './junit.js';
import { readReasons, reasonOf, renderPage } from './page.js';

const HERE = join(root, 'tests', 'conformance', 'adapter');
const SHARDS = 2;
const ROLES = ['dbt_test_user_1', 'dbt_test_user_2', 'dbt_test_user_3'];

async function main(args: readonly string[]): Promise<void> {
  const withDbt = args.includes('--with-dbt');
  const own = ['--with-dbt', '--page'];
  const pytestArgs = args.filter((each) => !own.includes(each) && !each.startsWith('--write='));
  const server = await startTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'jiggy-adapter-'));
  try {
    const url = await prepare(server.url);
    const shards = Array.from({ length: SHARDS }, (_, index) => index);
    const results = await Promise.all(shards.map((index) => runShard({ url, folder, index, withDbt, pytestArgs })));
    report(results.flat(), args.find((each) => each.startsWith('--write='))?.slice('--write='.length));
    if (args.includes('--page'))
      writeFileSync(join(root, 'docs', 'adapter-tests.md'), renderPage(results.flat(), readReasons()));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Shard {
  readonly url: string;
  readonly folder: string;
  readonly index: number;
  readonly withDbt: boolean;
  readonly pytestArgs: readonly string[];
}

/** One pytest; each test class has a schema of its own. */
async function runShard({ url, folder, index, withDbt, pytestArgs }: Shard): Promise<readonly MethodResult[]> {
  const junit = join(folder, `junit-${String(index)}.xml`);
  const { code, output } = await runCommand(
    join(root, '.venv-dbt', 'bin', 'python'),
    [
      '-m',
      'pytest',
      HERE,
      '-c',
      join(HERE, 'pytest.ini'),
      '--rootdir',
      folder,
      '-q',
      '--junitxml',
      junit,
      ...pytestArgs,
    ],
    {
      ...profileEnvironment(url),
      ...Object.fromEntries(ROLES.map((role) => [role.toUpperCase(), role])),
      ...(withDbt ? {} : { JIGGY_CLI: join(root, 'dist', 'cli.js'), JIGGY_NODE: process.execPath }),
      JIGGY_SHARD: `${String(index)}/${String(SHARDS)}`,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: HERE,
    },
  );
  writeFileSync(join(tmpdir(), `jiggy-adapter-${String(index)}.log`), output);
  // 0 all passed, 1 some failed, 5 nothing was chosen in this shard.
  if (code !== 0 && code !== 1 && code !== 5) throw new Error(`pytest ended with ${String(code)}:\n${output}`);
  return readJunit(readFileSync(junit, 'utf8'));
}

/** The tests expect a database `dbt`, a user `root`, and some roles to grant to; gives the URL to use. */
async function prepare(url: string): Promise<string> {
  const role = (name: string, how: string): string =>
    `do $$ begin create role ${name} ${how}; exception when duplicate_object then null; end $$`;
  await administer(url, role('root', 'superuser login'), `alter role root password 'password'`);
  await administer(url, ...ROLES.map((each) => role(each, '')));
  for (const database of ['dbt', '"dbtMixedCase"']) {
    await administer(
      url,
      `drop database if exists ${database}`,
      `create database ${database} template template0 owner root`,
    );
  }
  const own = new URL(url);
  own.pathname = '/dbt';
  own.username = 'root';
  own.password = 'password';
  return own.href;
}

async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function report(results: readonly MethodResult[], file: string | undefined): void {
  const sorted = results.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const count = (outcome: MethodResult['outcome']): number => sorted.filter((each) => each.outcome === outcome).length;
  const reasons = readReasons();
  const failed = sorted.filter((each) => each.outcome === 'failed');
  const unexplained = failed.filter((each) => reasonOf(each, reasons) === undefined);
  for (const each of failed) console.log(`FAILED ${each.name}\n       ${reasonOf(each, reasons) ?? each.message}`);
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(sorted, null, 1)}\n`);
  console.log(
    `\n${String(count('passed'))} passed, ${String(count('failed'))} failed, ${String(count('skipped'))} skipped`,
  );
  process.exitCode = unexplained.length > 0 || sorted.length === 0 ? 1 : 0;
}

await main(process.argv.slice(2));
