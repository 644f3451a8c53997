import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliResult } from '../support/cli.js';
import { runCli, startCli, writeProject } from '../support/cli.js';

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

beforeAll(() => {
  project = writeProject(files);
});

beforeEach(async () => {
  const first = await build(1, 0);
  expect(first.code, first.stderr).toBe(0);
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

async function published(): Promise<unknown> {
  const { stdout, stderr, code } = await runCli(
    [
      'show',
      '--embedded',
      '--vars',
      '{version: 0, sleep: 0}',
      '--output',
      'json',
      '--inline',
      'select q.version as quick, s.version as slow from marts.quick q, marts.slow s',
    ],
    { cwd: project.root },
  );
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { show: unknown[] }).show[0];
}

async function status(): Promise<{ pid: number; watchdogPid: number; dataDirectory: string }> {
  const { stdout } = await runCli(['db', 'status', '--json'], { cwd: project.root });
  const raw = JSON.parse(stdout) as Record<string, unknown>;
  const dataDirectory = String(raw['data_directory']);
  const pid = Number(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return { pid, watchdogPid: Number(raw['watchdog_pid']), dataDirectory };
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
    const running = await buildUnderWay(2);
    running.child.kill('SIGKILL');
    await running.done;
    expect(await published()).toEqual({ quick: 1, slow: 1 });
    expect((await build(3, 0)).code).toBe(0);
    expect(await published()).toEqual({ quick: 3, slow: 3 });
  });

  it('kill -9 of the server ends the build with a message, and the next build succeeds', async () => {
    const running = await buildUnderWay(2);
    process.kill((await status()).pid, 'SIGKILL');
    const { code, stderr, stdout } = await running.done;
    expect(code).toBe(1);
    expect(stderr + stdout).toMatch(/connection/i);
    expect(stderr).not.toMatch(/\n\s+at .*\.js:/);
    expect(await published()).toEqual({ quick: 1, slow: 1 });
    expect((await build(3, 0)).code).toBe(0);
  });

  it('kill -9 of the watchdog takes the server down, and the next build succeeds', async () => {
    const running = await buildUnderWay(2);
    process.kill((await status()).watchdogPid, 'SIGKILL');
    expect((await running.done).code).toBe(1);
    expect(await published()).toEqual({ quick: 1, slow: 1 });
    expect((await build(3, 0)).code).toBe(0);
  });

  it('Ctrl-C cancels the query, says so, and leaves nothing behind', async () => {
    const running = await buildUnderWay(2);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.done;
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted');
    expect(await published()).toEqual({ quick: 1, slow: 1 });
    const { stdout } = await runCli(
      [
        'show',
        '--embedded',
        '--vars',
        '{version: 0, sleep: 0}',
        '--output',
        'json',
        '--inline',
        `select count(*) as n from pg_namespace where nspname ~ '^j[bt]_'`,
      ],
      { cwd: project.root },
    );
    expect(JSON.parse(stdout)).toEqual({ show: [{ n: 0 }] });
  });

  it('a second build waits, says for whom, and then publishes', async () => {
    // Long enough for a second command to start on a busy machine.
    const first = startCli(args(2, 12), { cwd: project.root });
    await first.saw(/OK +table marts\.quick/);
    const second = await build(3, 0);
    expect(second.stderr).toMatch(
      /Waiting for jiggy build [0-9a-z]{10} \(pid \d+, user \w+, for \d+ s\), which writes to the schema marts/,
    );
    expect(second.code).toBe(0);
    expect((await first.done).code).toBe(0);
    expect(await published()).toEqual({ quick: 3, slow: 3 });
  });
});
