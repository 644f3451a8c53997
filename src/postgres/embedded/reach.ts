import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Account } from './account.js';

/**
 * Whether the server's user can get to a file or folder through every folder above it, and read and enter (or run) it.
 * Decided by owner, group and mode; access lists are not looked at.
 */
export function canReach(account: Account, path: string): boolean {
  return firstClosed(account, path) === undefined;
}

/** The topmost folder on the way to `path` that is closed to the server's user; undefined when the way is open. */
export function firstClosed(account: Account, path: string): string | undefined {
  const way = foldersAbove(realpathSync(path));
  const closed = way.find((folder) => !allows(account, folder, 0o1));
  return closed ?? (allows(account, path, 0o5) ? undefined : path);
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...foldersAbove(parent), parent];
}

function allows({ uid, gid }: Account, path: string, wanted: number): boolean {
  if (uid === 0) return true;
  const { uid: owner, gid: group, mode } = statSync(path);
  const shift = owner === uid ? 6 : group === gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}
