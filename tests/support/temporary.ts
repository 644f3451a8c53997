import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, realpathSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../src/postgres/embedded/process.js';

/**
 * Where tests put servers and projects: short, for the path of a socket, and open to the server's user. TMPDIR may be
 * neither.
 */
export const temporaryFolder = realpathSync(isWritable('/tmp') ? '/tmp' : tmpdir());

/**
 * Where data directories go: in memory where there is plenty of it, since each is a thousand files that are soon removed
 * again, which takes a disk's file system longer than all that PostgreSQL does with them.
 */
export const dataFolder = isRoomy('/dev/shm') ? realpathSync('/dev/shm') : temporaryFolder;

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRoomy(path: string): boolean {
  if (process.platform !== 'linux' || !isWritable(path)) return false;
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize > 3 * 1024 ** 3;
}

/** A folder that programs can be started from, which memory may not allow. */
export function runnableFolder(): string {
  const program = join(dataFolder, `jiggy-test-${String(process.pid)}-program`);
  try {
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0 ? dataFolder : temporaryFolder;
  } finally {
    rmSync(program, { force: true });
  }
}

/**
 * Removes folders of runs that were killed, named `jiggy-...-PID-...`; their servers went down with them. Numbers mean
 * nothing across containers that share a folder, so only old ones go; no run takes an hour.
 */
export function removeLeftOvers(): void {
  for (const folder of new Set([temporaryFolder, dataFolder])) {
    for (const name of readdirSync(folder)) {
      const pid = /^jiggy-(?:test|embedded|project)-(\d+)-/.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) removeOld(join(folder, name));
    }
  }
}

function removeOld(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  } catch {
    // another user's
  }
}
