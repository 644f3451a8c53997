import { accessSync, constants, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * Where tests put servers and projects: short, for the path of a socket, and open to the server's user. TMPDIR may be
 * neither.
 */
export const temporaryFolder = realpathSync(isWritable('/tmp') ? '/tmp' : tmpdir());

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
