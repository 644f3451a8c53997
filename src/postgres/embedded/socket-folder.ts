import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
  rmSync,
  rmdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { nameOf, type Account } from './account.js';

/** The longest path of a socket: 107 bytes on Linux, 103 on macOS, where the field is shorter. */
const longestSocketPath = process.platform === 'linux' ? 107 : 103;
const socketName = '.s.PGSQL.5432';

/** The folder for the socket of one home: short, since the path of a socket must be. JIGGY_SOCKET_ROOT moves it. */
export function socketFolderOf(homeFolder: string, account: Account): string {
  const root = process.env['JIGGY_SOCKET_ROOT'] ?? '/tmp';
  const key = createHash('sha256').update(homeFolder).digest('hex').slice(0, 12);
  return join(root, `jiggy-${String(account.uid)}-${key}`);
}

/**
 * Makes the folder that the server puts its socket in, open to the server's user alone: whoever gets to the socket is
 * the database's superuser. A folder of that name that somebody else made is refused. Removes what a dead server left.
 */
export function prepareSocketFolder(path: string, account: Account): void {
  if (Buffer.byteLength(join(path, socketName)) > longestSocketPath) {
    throw new DiagnosticError(
      problem(
        'postgres/socket-path-too-long',
        `The path of the server's socket would be too long: ${join(path, socketName)}`,
        {
          hint: `The system allows ${String(longestSocketPath)} bytes. Set JIGGY_SOCKET_ROOT to a shorter folder, such as /tmp.`,
        },
      ),
    );
  }
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotMake(path, error as Error);
  }
  takePossession(path, account);
  rmSync(join(path, socketName), { force: true });
  rmSync(join(path, `${socketName}.lock`), { force: true });
}

/** Removes the folder after the server has stopped; what else is in it stays. */
export function removeSocketFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // not empty, or gone: either is fine
  }
}

/** Through one open descriptor, so that what was checked is what is changed. A link is not followed. */
function takePossession(path: string, account: Account): void {
  const folder = openFolder(path);
  try {
    const { uid } = fstatSync(folder);
    if (uid !== account.uid && uid !== process.getuid?.()) throw refusal(path, `it belongs to ${nameOf(uid)}`);
    fchmodSync(folder, 0o700);
    if (account.switched) fchownSync(folder, account.uid, account.gid);
  } finally {
    closeSync(folder);
  }
}

function openFolder(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw refusal(path, 'it belongs to another user');
    throw refusal(path, 'it is a link or a file');
  }
}

function refusal(path: string, why: string): DiagnosticError {
  return new DiagnosticError(
    problem(
      'postgres/socket-folder-taken',
      `The folder ${path}, where the server's socket would be, is not safe: ${why}.`,
      {
        hint: 'Remove it, or set JIGGY_SOCKET_ROOT to a folder that only you can write to.',
      },
    ),
  );
}

function cannotMake(path: string, error: Error): DiagnosticError {
  return new DiagnosticError(
    problem(
      'postgres/no-socket-folder',
      `The folder ${path} for the server's socket cannot be made: ${error.message}`,
      {
        hint: 'Set JIGGY_SOCKET_ROOT to a folder that you can write to.',
      },
    ),
  );
}
