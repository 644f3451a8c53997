import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database, QueryResult, Session, TransactionOptions } from '../core/ports.js';
import type { Statement } from '../core/statement.js';
import { plainStatement } from '../core/statement.js';
import type { Dial } from './connect.js';
import { connect } from './connect.js';
import { toSqlError } from './faults.js';

/** The `Database` port over the raw driver: each session is a connection of its own, closed when its work ends. */
export function openDatabase(dial: Dial): Database {
  const live = new Set<PgSession>();

  async function session<T>(purpose: string, work: (session: Session) => Promise<T>): Promise<T> {
    const client = await connect(dial, `jiggy ${purpose}`);
    const own = new PgSession(client);
    live.add(own);
    try {
      own.pid = await backendPid(client);
      return await work(own);
    } finally {
      live.delete(own);
      await client.end().catch(() => undefined);
    }
  }

  async function transaction<T>(
    purpose: string,
    options: TransactionOptions,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    return session(purpose, (own) => withinTransaction(own, options, () => work(own)));
  }

  async function cancel(): Promise<void> {
    const pids = [...live].map((each) => each.pid).filter((pid) => pid > 0);
    if (pids.length === 0) return;
    const client = await connect(dial, 'jiggy cancel');
    try {
      await client.query('select pg_cancel_backend(pid) from unnest($1::int[]) pid', [pids]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return { session, transaction, cancel };
}

/** BEGIN before and COMMIT after `work`; ROLLBACK when it throws. */
export async function withinTransaction<T>(
  session: Session,
  options: TransactionOptions,
  work: () => Promise<T>,
): Promise<T> {
  const isolation = options.isolation ?? 'read committed';
  await session.query(`begin isolation level ${isolation}${options.readOnly ? ' read only' : ''}`);
  try {
    const value = await work();
    await session.query('commit');
    return value;
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function backendPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

class PgSession implements Session {
  readonly #client: pg.Client;
  pid = 0;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async query(statement: Statement | string, parameters?: readonly unknown[]): Promise<QueryResult> {
    const sent = typeof statement === 'string' ? plainStatement(statement) : statement;
    try {
      const answer: unknown = parameters
        ? await this.#client.query(sent.sql, [...parameters])
        : await this.#client.query(sent.sql);
      return resultOf(answer as pg.QueryResult<Record<string, unknown>> | pg.QueryResult<Record<string, unknown>>[]);
    } catch (error) {
      throw toSqlError(error, sent);
    }
  }

  async copyIn(sql: string, rows: AsyncIterable<Uint8Array | string>): Promise<number> {
    const stream = this.#client.query(copyFrom(sql, { highWaterMark: 1 << 18 }));
    try {
      await pipeline(Readable.from(rows, { objectMode: false, highWaterMark: 1 << 18 }), stream);
      return stream.rowCount;
    } catch (error) {
      throw isOwnInput(error) ? error : toSqlError(error, plainStatement(sql));
    }
  }
}

/** Errors of the iterable itself (a file that cannot be read, a diagnostic) are passed on as they are. */
function isOwnInput(error: unknown): boolean {
  return error instanceof Error && (error.name === 'DiagnosticError' || 'path' in error);
}

function resultOf(
  answer: pg.QueryResult<Record<string, unknown>> | pg.QueryResult<Record<string, unknown>>[],
): QueryResult {
  const last = Array.isArray(answer) ? answer.at(-1) : answer;
  if (!last) return { rows: [], columns: [], columnTypes: [], rowCount: undefined, command: '' };
  return {
    rows: last.rows as QueryResult['rows'],
    columns: last.fields.map((field) => field.name),
    columnTypes: last.fields.map((field) => field.dataTypeID),
    rowCount: last.rowCount ?? undefined,
    command: last.command,
  };
}
