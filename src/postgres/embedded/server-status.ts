import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { findHome } from './home.js';
import { readLock } from './lock.js';
import { livePostmaster } from './postmaster.js';
import { warehouseDatabase } from './serve.js';
import { socketUrl } from './url.js';

/** What there is to know about a project's server. */
export interface ServerStatus {
  readonly running: boolean;
  /** The folder of everything: data, log, lock. */
  readonly folder: string;
  readonly dataDirectory: string;
  readonly logFile: string;
  /** False before the first start and after a reset. */
  readonly hasData: boolean;
  /** `kept`: until it is stopped; `idle`: until nobody has been connected for a while. */
  readonly mode: 'kept' | 'idle';
  /** The rest is known of a running server only. */
  readonly url?: string;
  readonly socketDirectory?: string;
  readonly version?: string;
  readonly pid?: number;
  readonly watchdogPid?: number;
  /** Sessions of clients, without the watchdog's and the one that asks. */
  readonly connections?: number;
  readonly uptimeSeconds?: number;
  /** Of all databases on the server. */
  readonly sizeBytes?: number;
}

/** Looks without starting anything, and without keeping the server up. */
export async function serverStatus(options: { readonly projectRoot: string }): Promise<ServerStatus> {
  const home = findHome(options.projectRoot);
  const base = {
    folder: home.folder,
    dataDirectory: home.dataDirectory,
    logFile: home.logFile,
    hasData: existsSync(home.dataDirectory),
    mode: existsSync(home.keepFile) ? ('kept' as const) : ('idle' as const),
  };
  const lock = readLock(home.lockFile);
  if (lock?.life !== 'alive' || lock.record.socketDirectory === undefined) return { ...base, running: false };
  const facts = await askServer(lock.record.socketDirectory);
  if (facts === undefined) return { ...base, running: false };
  const pid = livePostmaster(home.dataDirectory)?.pid;
  return { ...base, running: true, watchdogPid: lock.record.pid, ...(pid === undefined ? {} : { pid }), ...facts };
}

type Facts = Pick<
  Required<ServerStatus>,
  'url' | 'socketDirectory' | 'version' | 'connections' | 'uptimeSeconds' | 'sizeBytes'
>;

async function askServer(socketDirectory: string): Promise<Facts | undefined> {
  const url = socketUrl(socketDirectory, warehouseDatabase);
  const client = new Client({
    connectionString: url,
    application_name: 'jiggy status',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; connections: number; uptime: number; size: string }>(
      statusSql,
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return {
      url,
      socketDirectory,
      version: row.version,
      connections: row.connections,
      uptimeSeconds: row.uptime,
      sizeBytes: Number(row.size),
    };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const statusSql = `
select current_setting('server_version') as version,
       (select count(*)::int from pg_stat_activity
        where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()
          and application_name <> 'jiggy watchdog') as connections,
       extract(epoch from clock_timestamp() - pg_postmaster_start_time())::float8 as uptime,
       (select sum(pg_database_size(oid)) from pg_database) as size`;
