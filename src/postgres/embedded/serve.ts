import { existsSync } from 'node:fs';
import { DiagnosticError, problem, type Diagnostic } from '../../core/diagnostic.js';
import type { DeathGuard } from './guard.js';
import type { ServerHome } from './home.js';
import { takeLock, type HomeLock } from './lock.js';
import { openLog, type ServerLog } from './log.js';
import { endLeftovers } from './postmaster.js';
import { waitUntil } from './process.js';
import { removeSocketFolder } from './socket-folder.js';
import { startServer, type StartedServer } from './start-server.js';
import { watch, type EndReason } from './watch.js';

/** The database that the warehouse lives in. */
export const warehouseDatabase = 'jiggy';

/** What a watchdog tells the command that started it. */
export type WatchdogReport =
  | { readonly kind: 'ready' }
  /** Another watchdog is at work there already. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] };

export interface ServeOptions {
  /** How long nobody must have been connected before the server is stopped. */
  readonly idleMilliseconds: number;
  readonly stop: AbortSignal;
  readonly report: (report: WatchdogReport) => void;
  readonly guard?: DeathGuard;
}

/** Starts the server of a home, looks after it and stops it: the whole life of a watchdog. Never rejects. */
export async function serve(home: ServerHome, options: ServeOptions): Promise<void> {
  let lock: HomeLock | undefined;
  try {
    lock = await takeLock(home.lockFile, 'starting');
    if (lock === undefined) options.report({ kind: 'taken' });
    else await serveLocked(home, lock, options);
  } catch (error) {
    options.report({ kind: 'failed', diagnostics: diagnosticsOf(error) });
  } finally {
    lock?.release();
  }
}

async function serveLocked(home: ServerHome, lock: HomeLock, options: ServeOptions): Promise<void> {
  const log = openLog(home.logFile);
  const beat = setInterval(() => lock.confirm(), 2000);
  try {
    const isFirst = !existsSync(home.dataDirectory);
    const server = await startServer(home, log, options.guard);
    const ready = (): void => {
      lock.update({ state: 'running', socketDirectory: server.socketDirectory });
      options.report({ kind: 'ready' });
    };
    if (!isFirst) ready(); // the database is there: the driver's loading need not be waited for
    const { ActivityWatch } = await import('./activity.js');
    const activity = new ActivityWatch(server.socketDirectory);
    await activity.prepare(warehouseDatabase);
    if (isFirst) ready();
    const reason = await watch({ ...options, home, server, activity, lock, log });
    log.write(`stopping (${reason})`);
    if (reason !== 'folder gone' && reason !== 'lock lost') lock.update({ state: 'stopping' });
    await activity.close();
    await end(home, server, reason, log);
  } catch (error) {
    log.write(
      `cannot go on: ${diagnosticsOf(error)
        .map((each) => each.message)
        .join(' / ')}`,
    );
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** Ends the server in the gentlest way that works; it may not be able to end well when its files are gone. */
async function end(home: ServerHome, server: StartedServer, reason: EndReason, log: ServerLog): Promise<void> {
  const patient = reason === 'folder gone' ? 10_000 : 120_000;
  for (const [signal, patience] of [
    ['SIGINT', patient],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (server.hasEnded()) break;
    server.kill(signal);
    if (await waitUntil(server.hasEnded, patience)) break;
    log.write(`the server did not end at ${signal}`);
  }
  if (reason !== 'folder gone' && reason !== 'lock lost') await endLeftovers(home.dataDirectory, server.account);
  removeSocketFolder(server.socketDirectory);
}

/** Every error as diagnostics; what the system says is passed on. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const message = error instanceof Error ? error.message : String(error);
  const { code } = error as NodeJS.ErrnoException;
  const hint =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'Free some space on that disk, then run the command again.'
      : 'jiggy db status tells where the server lives and where its log is.';
  return [problem('postgres/cannot-start', `The embedded PostgreSQL cannot be started: ${message}`, { hint })];
}
