import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { canReach } from './reach.js';
import type { Account } from './account.js';

/**
 * Makes a folder of this process's own that only it can write and that the server's user can enter, or says in a few words
 * why it cannot be trusted or made. The mode of one that is there already is corrected or refused, as asked: where
 * anybody may make folders, others may have put something into one that they could write to.
 */
export function ownFolder(
  path: string,
  account: Account,
  wrongMode: 'correct' | 'refuse' = 'refuse',
): string | undefined {
  try {
    makeOpen(path, account);
  } catch (error) {
    return `${path} cannot be made (${(error as Error).message})`;
  }
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return `${path} is not a folder`;
  if (stat.uid !== process.getuid?.()) return `${path} belongs to another user`;
  if (wrongMode === 'correct') chmodSync(path, account.switched ? 0o755 : stat.mode & 0o755);
  else if ((stat.mode & 0o022) !== 0) return `${path} can be written by other users`;
  return canReach(account, path) ? undefined : `${path} is closed to ${account.name}`;
}

/** Parents first, and each with its mode set: with a strict umask a recursive mkdir closes them to the server's user. */
function makeOpen(path: string, account: Account): void {
  const mode = account.switched ? 0o755 : 0o700;
  try {
    mkdirSync(path, { mode });
    chmodSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeOpen(dirname(path), account);
    makeOpen(path, account);
  }
}
