import { existsSync, lutimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DiagnosticError } from '../../core/diagnostic.js';
import { answerPatience, notAnswering, patience, servedElsewhere, watchdogDied } from './failures.js';
import { diagnosticsOf } from './explain.js';
import { findHome, prepareHome, type ServerHome } from './home.js';
import { readLock, type LockRecord } from './lock.js';
import { warehouseDatabase } from './serve.js';
import { spawnWatchdog } from './spawn-watchdog.js';
import { socketUrl } from './url.js';
import { createWhole } from './whole-file.js';

/** A project's own PostgreSQL, up and ready. */
export interface EmbeddedServer {
  /** Of the warehouse's database, as its superuser; psql, pg and @databases/pg read it. */
  readonly url: string;
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  /** Of the server: `18.4`. */
  readonly version: string;
  /** True when this call started it. */
  readonly startedNow: boolean;
}

export interface EnsureOptions {
  readonly projectRoot: string;
  /** Keep it up until `stopServer`, also when nobody is connected. */
  readonly keepRunning?: boolean;
  /** Told what is going on when it takes a while. */
  readonly onProgress?: (message: string) => void;
  /** Gives up waiting, with the signal's reason; a server that was asked to start goes on and stops when it is idle. */
  readonly signal?: AbortSignal;
  /** Seconds without a connection after which the server stops; JIGGY_DB_IDLE_SECONDS, else 30. */
  readonly idleSeconds?: number;
}

/**
 * The project's server: the running one, or a new one. Costs one connection when it runs already. Several commands may
 * ask at the same moment. Throws a DiagnosticError that says why there is none and what to do.
 *
 *     const { url } = await ensureServer({ projectRoot: process.cwd() });
 */
export async function ensureServer(options: EnsureOptions): Promise<EmbeddedServer> {
  try {
    const home = prepareHome(findHome(options.projectRoot));
    if (options.keepRunning === true) createWhole(home.keepFile, '');
    return await untilConnected(home, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof DiagnosticError
      ? error
      : new DiagnosticError(diagnosticsOf(error, options.projectRoot), { cause: error });
  }
}

async function untilConnected(home: ServerHome, options: EnsureOptions): Promise<EmbeddedServer> {
  const wait = waiting(home, options);
  let startedNow = false;
  for (let starts = 0; starts <= 5;) {
    leaveMark(home);
    const lock = readLock(home.lockFile);
    const answer = await tryConnect(lock?.record.socketDirectory);
    if ('url' in answer && isRunning(home)) return { ...answer, dataDirectory: home.dataDirectory, startedNow };
    if (lock !== undefined && lock.life !== 'dead') {
      await wait(lock.record, lock.life === 'elsewhere', 'refused' in answer ? answer.refused : undefined);
      continue;
    }
    starts += 1;
    if (!existsSync(home.dataDirectory))
      options.onProgress?.(`Setting up PostgreSQL in ${home.dataDirectory} (first start)`);
    const report = await spawnWatchdog(home, idleMilliseconds(options), options.signal);
    if (report?.kind === 'failed') throw new DiagnosticError(report.diagnostics);
    if (report?.kind === 'ready') startedNow = true;
  }
  throw watchdogDied(home);
}

/** Waits for a moment, says so when it becomes longer, and gives up in the end. */
function waiting(
  home: ServerHome,
  options: EnsureOptions,
): (holder: LockRecord, elsewhere: boolean, refused: string | undefined) => Promise<void> {
  const begin = performance.now();
  let told = false;
  return async (holder, elsewhere, refused) => {
    const waited = performance.now() - begin;
    if (elsewhere && waited > 15_000) throw servedElsewhere(home);
    if (waited > (holder.state === 'running' ? answerPatience : patience)) throw notAnswering(home, refused);
    if (!told && waited > 2000) options.onProgress?.(waitingFor(holder));
    told ||= waited > 2000;
    await sleep(15, undefined, options.signal && { signal: options.signal });
  };
}

/** Tells the watchdog that the server is wanted, so that it does not stop it just now. See `watch`. */
function leaveMark(home: ServerHome): void {
  if (createWhole(home.leaseFile, '')) return;
  const now = new Date();
  lutimesSync(home.leaseFile, now, now);
}

function isRunning(home: ServerHome): boolean {
  const lock = readLock(home.lockFile);
  return lock?.life === 'alive' && lock.record.state === 'running' && lock.record.path === home.folder;
}

type Answer = Pick<EmbeddedServer, 'url' | 'socketDirectory' | 'version'> | { readonly refused: string | undefined };

/** Connects once and hangs up. Refused when the server is not there, starts, stops, or has no such database yet. */
async function tryConnect(socketDirectory: string | undefined): Promise<Answer> {
  if (socketDirectory === undefined) return { refused: undefined };
  const url = socketUrl(socketDirectory, warehouseDatabase);
  const client = new Client({ connectionString: url, application_name: 'jiggy', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return { url, socketDirectory, version: rows[0]?.server_version ?? '' };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function idleMilliseconds({ idleSeconds }: EnsureOptions): number {
  const seconds = idleSeconds ?? Number(process.env['JIGGY_DB_IDLE_SECONDS'] ?? '30');
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 30_000;
}

function waitingFor({ state, pid }: LockRecord): string {
  switch (state) {
    case 'starting':
      return `Waiting for PostgreSQL to start (process ${String(pid)}); after a crash it recovers first`;
    case 'stopping':
      return `Waiting for PostgreSQL to stop (process ${String(pid)})`;
    case 'resetting':
      return `Waiting for the database to be removed (process ${String(pid)})`;
    case 'running':
      return `Waiting for PostgreSQL to answer (process ${String(pid)})`;
  }
}
