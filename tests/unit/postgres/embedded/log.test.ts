import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../../../src/postgres/embedded/log.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiggy-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a log keeps to its bound and its forerunner has the newest part of what went', () => {
  const path = join(folder, 'server.log');
  const log = openLog(path);
  for (let line = 1; line <= 200; line += 1) log.write(`line ${line}`);
  log.bound(1_000_000);
  expect(log.size()).toBeGreaterThan(5000);
  log.bound(1000);
  log.write('after');
  expect(log.size()).toBeLessThan(100);
  expect(readFileSync(path, 'utf8')).toMatch(/^\d{4}-.*watchdog: after\n$/);
  expect(readFileSync(`${path}.1`, 'utf8')).toMatch(/line 200\n$/);
  expect(statSync(`${path}.1`).size).toBe(1000);
  expect(statSync(path).mode & 0o077).toBe(0); // it may quote statements
});

test('it tells what was written since a size', () => {
  const log = openLog(join(folder, 'server.log'));
  log.write('before');
  const size = log.size();
  log.write('after');
  expect(log.since(size)).toMatch(/^\S+ watchdog: after\n$/);
});

test('a link in its place is not followed', () => {
  const path = join(folder, 'server.log');
  writeFileSync(join(folder, 'precious'), 'untouched');
  symlinkSync(join(folder, 'precious'), path);
  expect(() => openLog(path)).toThrow('ELOOP');
  expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('untouched');
});
