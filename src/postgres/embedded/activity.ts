import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { socketUrl } from './url.js';

/** Who uses the server, as the server tells. */
export interface Activity {
  /** Sessions of clients, this one not counted. */
  readonly connections: number;
  /** How many sessions there ever were: tells of those that came and went between two looks. */
  readonly sessions: number;
}

/** The watchdog's own connection: made anew after the server restarted itself. */
export class ActivityWatch {
  readonly #url: string;
  #client: Client | undefined;

  constructor(socketDirectory: string) {
    this.#url = socketUrl(socketDirectory, 'postgres');
  }

  /** Undefined while the server cannot be asked: it recovers from the kill of one of its processes, or stops. */
  async look(): Promise<Activity | undefined> {
    try {
      const [row] = await this.#query<{ connections: number; sessions: string }>(activitySql);
      return row === undefined ? undefined : { connections: row.connections, sessions: Number(row.sessions) };
    } catch {
      await this.close();
      return undefined;
    }
  }

  /** Makes the warehouse's database when it is not there, and removes roles that a killed command left. */
  async prepare(database: string): Promise<void> {
    const found = await this.#query('select 1 from pg_database where datname = $1', [database]);
    if (found.length === 0) await this.#query(`create database "${database}"`);
    for (const { name } of await this.#query<{ name: string }>(leftRolesSql)) {
      await this.#query(`drop role if exists "${name}"`);
    }
  }

  /** Hangs up, without waiting long for a server that does not answer. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    const ended = client?.end().catch(() => undefined);
    await Promise.race([ended, sleep(2000, undefined, { ref: false })]);
  }

  async #query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.#client ??= await this.#connect();
    return (await this.#client.query<Row & object>(sql, [...values])).rows;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'jiggy watchdog',
      connectionTimeoutMillis: 5000,
      query_timeout: 10_000,
    });
    client.on('error', () => {
      this.#client = undefined; // the next look connects again
    });
    await client.connect();
    return client;
  }
}

const activitySql = `
select (select count(*)::int from pg_stat_activity
        where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()) as connections,
       (select coalesce(sum(sessions), 0) from pg_stat_database) as sessions`;

const leftRolesSql = `select rolname as name from pg_roles where rolname like 'jiggy\\_loopback\\_%'`;
