import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPostmasterFile } from '../../src/postgres/embedded/postmaster.js';
import { serverStatus } from '../../src/postgres/embedded/server-status.js';
import { ensureServer } from '../../src/postgres/embedded/server.js';
import type { CliResult } from '../support/cli.js';
import { runCli, startCli, writeProject } from '../support/cli.js';
import { rowsOf } from '../support/embedded.js';

/** A mart that takes a moment, after another that does not; `version` is a var, so that old and new can be told apart. */
const files = {
  'dbt_project.yml': `name: faults
version: '1.0'
profile: faults
models:
  faults:
    +materialized: table
    +schema: marts
`,
  'macros/schema.sql': `{% macro generate_schema_name(name, node) %}{{ name | trim if name else target.schema }}{% endmacro %}\n`,
  'models/quick.sql': `select {{ var('version') }} as version\n`,
  'models/slow.sql': `select version, pg_sleep({{ var('sleep') }})::text as slept from {{ ref('quick') }}\n`,
};

let project: ReturnType<typeof writeProject>;
/** The version that is published when a test begins. */
let before: number;

beforeAll(async () => {
  project = writeProject(files);
  const first = await build(1, 0);
  expect(first.code, first.stderr).toBe(0);
});

beforeEach(async () => {
  const { quick, slow } = await published();
  expect(slow).toBe(quick);
  before = quick;
});

afterAll(async () => {
  await runCli(['db', 'stop'], { cwd: project.root });
  expect(serversOf(project.root)).toEqual([]);
  project.remove();
});

function args(version: number, sleep: number): string[] {
  return ['build', '--embedded', '--vars', JSON.stringify({ version, sleep })];
}

function build(version: number, sleep: number): Promise<CliResult> {
  return runCli(args(version, sleep), { cwd: project.root });
}

/** Asks the project's server, which is started where it is not up. */
async function ask<Row>(sql: string): Promise<Row[]> {
  const { url } = await ensureServer({ projectRoot: project.root });
  return (await rowsOf(url, sql)) as Row[];
}

async function published(): Promise<{ readonly quick: number; readonly slow: number }> {
  const [row] = await ask<{ quick: number; slow: number }>(
    'select q.version as quick, s.version as slow from marts.quick q, marts.slow s',
  );
  return row!;
}

/** The build that was disturbed left everything as it was, and the next one publishes. */
async function expectAsBeforeAndThenBuilt(): Promise<void> {
  expect(await published()).toEqual({ quick: before, slow: before });
  const next = await build(before + 2, 0);
  expect(next.code, next.stderr).toBe(0);
  expect(await published()).toEqual({ quick: before + 2, slow: before + 2 });
}

/** Command lines of PostgreSQL servers whose data lies below the project or belongs to it. */
function serversOf(root: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('postgres') && line.includes(root));
}

/** A build that is in the middle of its slow model. */
async function buildUnderWay(version: number): Promise<ReturnType<typeof startCli>> {
  const running = startCli(args(version, 30), { cwd: project.root });
  await running.saw(/OK +table marts\.quick/);
  return running;
}

describe('in the middle of a build', () => {
  it('kill -9 of the command leaves what was published, and the next build succeeds', async () => {
    const running = await buildUnderWay(before + 1);
    running.child.kill('SIGKILL');
    await running.done;
    await expectAsBeforeAndThenBuilt();
  });

  it('kill -9 of the server ends the build with a message, and the next build succeeds', async () => {
    const running = await buildUnderWay(before + 1);
    const { dataDirectory } = await serverStatus({ projectRoot: project.root });
    process.kill(readPostmasterFile(dataDirectory)!.pid, 'SIGKILL');
    const { code, stderr, stdout } = await running.done;
    expect(code).toBe(1);
    expect(stderr + stdout).toMatch(/connection/i);
    expect(stderr).not.toMatch(/\n\s+at .*\.js:/);
    await expectAsBeforeAndThenBuilt();
  });

  it('kill -9 of the watchdog takes the server down, and the next build succeeds', async () => {
    const running = await buildUnderWay(before + 1);
    const { watchdogPid } = await serverStatus({ projectRoot: project.root });
    process.kill(watchdogPid!, 'SIGKILL');
    expect((await running.done).code).toBe(1);
    await expectAsBeforeAndThenBuilt();
  });

  it('Ctrl-C cancels the query, says so, and leaves nothing behind', async () => {
    const running = await buildUnderWay(before + 1);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.done;
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted');
    expect(await published()).toEqual({ quick: before, slow: before });
    expect(await ask(`select nspname from pg_namespace where nspname ~ '^j[bt]_'`)).toEqual([]);
  });

  it('a second build waits, says for whom, and then publishes', async () => {
    // Long enough for a second command to start on a busy machine.
    const first = startCli(args(before + 1, 12), { cwd: project.root });
    await first.saw(/OK +table marts\.quick/);
    const second = await build(before + 2, 0);
    expect(second.stderr).toMatch(
      /Waiting for jiggy build [0-9a-z]{10} \(pid \d+, user \w+, for \d+ s\), which writes to the schema marts/,
    );
    expect(second.code).toBe(0);
    expect((await first.done).code).toBe(0);
    expect(await published()).toEqual({ quick: before + 2, slow: before + 2 });
  });
});
