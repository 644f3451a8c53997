import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { removeAs } from './cluster.js';
import { notAnswering, patience, servedElsewhere } from './failures.js';
import { accountFor, findHome, type ServerHome } from './home.js';
import { readLock, takeLock, type HomeLock, type LockRecord } from './lock.js';
import { endLeftovers, livePostmaster } from './postmaster.js';
import { processStart, signal, waitUntil } from './process.js';

/** Stops the server, ending the sessions on it. False when it was not running. */
export async function stopServer(options: { readonly projectRoot: string }): Promise<boolean> {
  const home = findHome(options.projectRoot);
  rmSync(home.keepFile, { force: true });
  return stopHome(home);
}

async function stopHome(home: ServerHome): Promise<boolean> {
  const lock = readLock(home.lockFile);
  if (lock?.life === 'elsewhere') throw servedElsewhere(home);
  if (lock?.life === 'alive') {
    const { pid, processStart: start, state } = lock.record;
    if (state !== 'resetting') askToStop(pid, home);
    const ended = (): boolean => processStart(pid) !== start || (state === 'resetting' && !isHeld(home, lock.record));
    if (!(await waitUntil(ended, patience))) throw notAnswering(home);
    return true;
  }
  if (!existsSync(home.dataDirectory) || livePostmaster(home.dataDirectory) === undefined) return false;
  await endLeftovers(home.dataDirectory, accountFor(home)); // its watchdog was killed just now
  return true;
}

function isHeld(home: ServerHome, { pid, since }: LockRecord): boolean {
  const now = readLock(home.lockFile)?.record;
  return now?.pid === pid && now.since === since;
}

function askToStop(pid: number, home: ServerHome): void {
  try {
    signal(pid, 'SIGTERM');
  } catch {
    throw new DiagnosticError(
      problem(
        'postgres/other-owner',
        `The server of ${home.projectRoot} was started by another user (process ${String(pid)}).`,
        {
          hint: 'Stop it as that user, or as root.',
        },
      ),
    );
  }
}

/** Stops the server and removes its data for good. False when there was none. */
export async function resetServer(options: { readonly projectRoot: string }): Promise<boolean> {
  const home = findHome(options.projectRoot);
  if (!existsSync(home.dataDirectory)) return false;
  rmSync(home.keepFile, { force: true });
  const account = accountFor(home);
  const lock = await stopAndLock(home);
  const old = `${home.dataDirectory}.old-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    if (!existsSync(home.dataDirectory)) return false; // another command has just removed it
    await endLeftovers(home.dataDirectory, account);
    renameSync(home.dataDirectory, old); // at once: a kill in the middle of the removal leaves no half of it
  } finally {
    lock.release();
  }
  await removeAs(account, old);
  return true;
}

/** Other commands may start the server in between: then it is stopped again. */
async function stopAndLock(home: ServerHome): Promise<HomeLock> {
  for (;;) {
    await stopHome(home);
    const lock = await takeLock(home.lockFile, 'resetting');
    if (lock !== undefined) return lock;
  }
}
