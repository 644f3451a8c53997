import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLock, takeLock, type LockRecord } from '../../../../src/postgres/embedded/lock.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiggy-lock-'));
  path = join(folder, 'server.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const recordOf = (at = path): LockRecord => JSON.parse(readFileSync(at, 'utf8')) as LockRecord;
const change = (part: Partial<LockRecord>, at = path): void => {
  writeFileSync(at, JSON.stringify({ ...recordOf(at), ...part }));
};

test('one takes it, a second does not, and after the release it is free', async () => {
  const first = await takeLock(path, 'starting');
  expect(readLock(path)).toMatchObject({
    life: 'alive',
    record: { pid: process.pid, state: 'starting', path: folder },
  });
  expect(await takeLock(path, 'resetting')).toBeUndefined();
  first?.release();
  expect(readLock(path)).toBeUndefined();
  expect(await takeLock(path, 'resetting')).toBeDefined();
});

test('of many at once exactly one takes it, also from a holder that is dead', async () => {
  for (const round of [1, 2, 3]) {
    const takers = await Promise.all(Array.from({ length: 20 }, () => takeLock(path, 'starting')));
    expect(
      takers.filter((lock) => lock !== undefined),
      `round ${round}`,
    ).toHaveLength(1);
    change({ processStart: 'long ago' }); // the same number, another process
  }
});

describe('a holder is dead when', () => {
  test('its process is gone, or has ended and was not collected', async () => {
    const child = spawn('true', { stdio: 'ignore' });
    await new Promise((resolve) => child.once('close', resolve));
    await takeLock(path, 'running');
    change({ pid: child.pid! });
    expect(readLock(path)?.life).toBe('dead');
  });

  test('the folder is a copy of the one it holds', async () => {
    await takeLock(path, 'running');
    mkdirSync(join(folder, 'copy'));
    cpSync(path, join(folder, 'copy', 'server.lock'));
    expect(readLock(join(folder, 'copy', 'server.lock'))?.life).toBe('dead');
    expect(readLock(path)?.life).toBe('alive');
  });

  test('the file was cut off', async () => {
    writeFileSync(path, '{"pid":');
    expect(readLock(path)?.life).toBe('dead');
    expect(await takeLock(path, 'starting')).toBeDefined();
    expect(readLock(path)?.life).toBe('alive');
  });
});

test('a holder in another container counts as long as it gives signs of life', async () => {
  const lock = await takeLock(path, 'running');
  change({ world: 'another one' });
  expect(readLock(path)?.life).toBe('elsewhere');
  expect(await takeLock(path, 'starting')).toBeUndefined();
  const past = new Date(Date.now() - 60_000);
  utimesSync(path, past, past);
  expect(readLock(path)?.life).toBe('dead');
  expect(lock?.confirm()).toBe(false);
});

test('the holder learns that its lock was removed or taken, and does not remove that of another', async () => {
  const lock = await takeLock(path, 'running');
  expect(lock?.confirm()).toBe(true);
  change({ pid: process.pid + 1 });
  expect(lock?.confirm()).toBe(false);
  lock?.release();
  expect(existsSync(path)).toBe(true);
  rmSync(path);
  expect(lock?.confirm()).toBe(false);
});
