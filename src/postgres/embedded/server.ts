import { existsSync, lutimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DiagnosticError } from '../../core/diagnostic.js';
import { notAnswering, patience, servedElsewhere, watchdogDied } from './failures.js';
import { findHome, prepareHome, type ServerHome } from './home.js';
import { readLock, type LockRecord } from './lock.js';
import { diagnosticsOf, warehouseDatabase } from './serve.js';
import { spawnWatchdog } from './spawn-watchdog.js';
import { createWhole } from './whole-file.js';
import { socketUrl } from './url.js';

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
  /** Seconds without a connection after which the server stops; JIGGY_DB_IDLE_SECONDS, else 30. */
  readonly idleSeconds?: number;
}

/**
 * The project's server: the running one, or a new one. Costs one connection when it runs already. Several commands may
 * ask at the same moment. Throws a DiagnosticError that says why there is none and what to do.
 */
export async function ensureServer(options: EnsureOptions): Promise<EmbeddedServer> {
  try {
    const home = prepareHome(findHome(options.projectRoot));
    if (options.keepRunning === true) createWhole(home.keepFile, '');
    return await untilConnected(home, options);
  } catch (error) {
    throw error instanceof DiagnosticError ? error : new DiagnosticError(diagnosticsOf(error), { cause: error });
  }
}

async function untilConnected(home: ServerHome, options: EnsureOptions): Promise<EmbeddedServer> {
  const begin = performance.now();
  let startedNow = false;
  let deaths = 0;
  let told = false;
  while (performance.now() - begin < patience) {
    leaveMark(home);
    const lock = readLock(home.lockFile);
    const answer =
      lock?.record.socketDirectory === undefined ? undefined : await tryConnect(lock.record.socketDirectory);
    if (answer !== undefined && isRunning(home)) return { ...answer, dataDirectory: home.dataDirectory, startedNow };
    if (lock !== undefined && lock.life !== 'dead') {
      if (lock.life === 'elsewhere' && performance.now() - begin > 15_000) throw servedElsewhere(home);
      if (!told && performance.now() - begin > 2000) {
        told = true;
        options.onProgress?.(waitingFor(lock.record));
      }
      await sleep(15);
      continue;
    }
    if (!existsSync(home.dataDirectory))
      options.onProgress?.(`Setting up PostgreSQL in ${home.dataDirectory} (first start)`);
    const report = await spawnWatchdog(home, idleMilliseconds(options));
    if (report?.kind === 'failed') throw new DiagnosticError(report.diagnostics);
    if (report?.kind === 'ready') startedNow = true;
    if (report === undefined && (deaths += 1) > 3) throw watchdogDied(home);
  }
  throw notAnswering(home);
}

/** Tells the watchdog that the server is wanted, so that it does not stop it just now. See `watch`. */
function leaveMark(home: ServerHome): void {
  if (createWhole(home.leaseFile, '')) return;
  const now = new Date();
  lutimesSync(home.leaseFile, now, now);
}

function isRunning(home: ServerHome): boolean {
  const lock = readLock(home.lockFile);
  return lock?.life === 'alive' && lock.record.state === 'running';
}

/** Connects once and hangs up. Undefined when the server is not there, starts, stops, or has no such database yet. */
async function tryConnect(
  socketDirectory: string,
): Promise<Omit<EmbeddedServer, 'dataDirectory' | 'startedNow'> | undefined> {
  const url = socketUrl(socketDirectory, warehouseDatabase);
  const client = new Client({ connectionString: url, application_name: 'jiggy', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return { url, socketDirectory, version: rows[0]?.server_version ?? '' };
  } catch {
    return undefined;
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
