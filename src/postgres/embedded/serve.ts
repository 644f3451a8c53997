import type { Diagnostic } from '../../core/diagnostic.js';
import type { ActivityWatch } from './activity.js';
import { diagnosticsOf } from './explain.js';
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
    options.report({ kind: 'failed', diagnostics: diagnosticsOf(error, home.dataDirectory) });
  } finally {
    lock?.release();
  }
}

async function serveLocked(home: ServerHome, lock: HomeLock, options: ServeOptions): Promise<void> {
  const log = openLog(home.logFile);
  const beat = setInterval(() => lock.confirm(), 2000);
  const driver = import('./activity.js'); // loads while the server starts
  try {
    const server = await startServer(home, log, options.guard);
    let reason: EndReason = 'start failed';
    try {
      reason = await lookAfter(server, (await driver).ActivityWatch, { home, lock, log, options });
    } finally {
      log.write(`stopping (${reason})`);
      if (reason !== 'folder gone' && reason !== 'lock lost') lock.update({ state: 'stopping' });
      await end(home, server, reason, log);
    }
  } catch (error) {
    log.write(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    clearInterval(beat);
  }
}

interface Surroundings {
  readonly home: ServerHome;
  readonly lock: HomeLock;
  readonly log: ServerLog;
  readonly options: ServeOptions;
}

/** From the server's first connection to the reason for its end. */
async function lookAfter(
  server: StartedServer,
  Watch: typeof ActivityWatch,
  { home, lock, log, options }: Surroundings,
): Promise<EndReason> {
  const activity = new Watch(server.socketDirectory);
  try {
    await activity.prepare(warehouseDatabase);
    lock.update({ state: 'running', socketDirectory: server.socketDirectory });
    options.report({ kind: 'ready' });
    return await watch({ ...options, home, server, activity, lock, log });
  } finally {
    await activity.close();
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
