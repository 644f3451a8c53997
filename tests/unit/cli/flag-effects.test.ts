import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Ended } from '../../support/in-process.js';
import { runInProcess } from '../../support/in-process.js';
import type { Files } from '../../support/project.js';
import { writeProject } from '../../support/project.js';

const NOISY: Files = {
  'models/a.sql': "{{ log('logged', info=true) }}{{ print('printed') }}select 1 as x\n",
  'models/b.sql': "{{ config(materialized='incremental') }}select '{{ flags.FULL_REFRESH }}' as x\n",
};

async function inNoisy(...args: readonly string[]): Promise<Ended & { readonly root: string }> {
  const root = await writeProject(NOISY);
  return { ...(await runInProcess([...args, '--project-dir', root])), root };
}

describe('what is said', () => {
  test('print() is a result, log() is news', async () => {
    const { out, err } = await inNoisy('compile', '-s', 'a');
    expect(out).toContain('printed\n');
    expect(out).not.toContain('logged');
    expect(err).toContain('logged\n');
  });

  test('--quiet leaves what is printed, --no-print nothing of it', async () => {
    const { out, err } = await inNoisy('compile', '-s', 'a', '-q');
    expect({ err, printed: out.includes('printed') }).toEqual({ err: '', printed: true });
    expect((await inNoisy('compile', '-s', 'a', '--no-print')).out).not.toContain('printed');
  });

  test('--log-level sets what is said', async () => {
    expect((await inNoisy('compile', '-s', 'a', '--log-level', 'warn')).err).not.toContain('logged');
    expect((await inNoisy('ls', '-s', 'nope', '--log-level', 'warn')).err).toContain('select/nothing');
    expect((await inNoisy('ls', '-s', 'nope', '--log-level', 'error')).err).toBe('');
  });

  test('--log-format json makes every line JSON, in dbt’s form', async () => {
    const { out, err } = await inNoisy('--log-format', 'json', 'ls', '-s', 'a', 'nope');
    expect(err).toBe('');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { info: { level: string; msg: string } });
    expect(lines.map(({ info }) => info.level)).toEqual(['warn', 'info']);
    expect(lines.at(-1)?.info.msg).toBe('shop.a');
  });

  test('--use-colors colours even a pipe', async () => {
    expect((await inNoisy('ls', '-s', 'nope', '--use-colors')).err).toContain('\u001b[');
    expect((await inNoisy('ls', '-s', 'nope', '--no-use-colors')).err).not.toContain('\u001b[');
  });
});

test('--warn-error ends the command with 2 before anything is done', async () => {
  expect((await inNoisy('ls', '-s', 'nope')).code).toBe(0);
  expect((await inNoisy('ls', '-s', 'nope', '--warn-error')).code).toBe(2);
});

test('--target-path and --no-write-json say where artifacts go', async () => {
  const { root } = await inNoisy('parse', '--target-path', 'elsewhere');
  expect(existsSync(join(root, 'elsewhere', 'manifest.json'))).toBe(true);
  expect(existsSync(join(root, 'target'))).toBe(false);
  const other = await inNoisy('parse', '--no-write-json');
  expect(existsSync(join(other.root, 'target', 'manifest.json'))).toBe(false);
});

test('--full-refresh is seen by templates, from the environment too', async () => {
  expect((await inNoisy('compile', '-s', 'b')).out).toContain("'False'");
  expect((await inNoisy('compile', '-s', 'b', '-f')).out).toContain("'True'");
  vi.stubEnv('DBT_FULL_REFRESH', 'true');
  expect((await inNoisy('compile', '-s', 'b')).out).toContain("'True'");
  vi.unstubAllEnvs();
});

test('--empty makes refs give no rows', async () => {
  const files = { 'models/a.sql': 'select 1 as x\n', 'models/c.sql': "select * from {{ ref('a') }}\n" };
  const root = await writeProject(files);
  const { out } = await runInProcess(['compile', '-s', 'c', '--empty', '--project-dir', root]);
  expect(out).toContain('limit 0');
});

test('debug names what cannot be run yet', async () => {
  const { out } = await inNoisy('debug', '--database-url', 'postgresql://nobody@127.0.0.1:1/none');
  expect(out).toContain('1 node cannot be run');
  expect(out).toContain('an incremental model: b');
});
