import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Makes a file with its content at once; false when it is there already. Of several processes one makes it. */
export function createWhole(path: string, text: string): boolean {
  return withDraft(path, text, 0o644, (draft) => {
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}

/** Replaces a file, so that readers see the old text or the new one and never a part. */
export function replaceWhole(path: string, text: string, mode = 0o644): void {
  withDraft(path, text, mode, (draft) => {
    renameSync(draft, path);
  });
}

function withDraft<T>(path: string, text: string, mode: number, work: (draft: string) => T): T {
  const draft = `${path}.${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      fchmodSync(file, mode); // whatever the umask: the server's user must read what is written for it
      giveToFolderOwner(file, path);
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    return work(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Opens a file at its end for writing, and makes it if need be; only its owner reads it. Links are not followed. */
export function openAtEnd(path: string): number {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  giveToFolderOwner(file, path);
  return file;
}

/** What root writes into a folder of another user's must stay usable for that user. */
function giveToFolderOwner(file: number, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) fchownSync(file, uid, gid);
}
