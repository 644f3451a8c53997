import { problem, DiagnosticError } from '../core/diagnostic.js';
import type { RunId } from '../core/plan.js';
import type { Session } from '../core/ports.js';
import { SqlError } from '../core/sql-error.js';

export interface RunLockOptions {
  /** Seconds to wait for another run; undefined waits without limit, 0 fails at once. */
  readonly waitSeconds?: number;
  /** Told once for each schema that another run holds. */
  readonly onWait: (message: string) => void;
}

/**
 * Takes the session advisory locks of a run: one for each schema that it writes, in sorted order, so that two runs on
 * one target come one after the other; and one of the run id, by which others see that the run lives.
 * They end with the session, also when its process is killed.
 */
export async function takeRunLock(
  session: Session,
  runId: RunId,
  schemas: readonly string[],
  options: RunLockOptions,
): Promise<void> {
  await session.query('select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended($1, 0))', [runKey(runId)]);
  for (const schema of [...schemas].sort()) await lockSchema(session, schema, options);
}

/** Whether the run with this id still has its connection. */
export async function isRunAlive(session: Session, runId: RunId): Promise<boolean> {
  const { rows } = await session.query(
    `select pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended($1, 0)) as free`,
    [runKey(runId)],
  );
  return rows[0]?.['free'] !== true;
}

function runKey(runId: RunId): string {
  return `jiggy run ${runId}`;
}

function schemaKey(schema: string): string {
  return `jiggy schema ${schema}`;
}

async function lockSchema(session: Session, schema: string, options: RunLockOptions): Promise<void> {
  const key = [schemaKey(schema)];
  const { rows } = await session.query(
    'select pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended($1, 0)) as got',
    key,
  );
  if (rows[0]?.['got'] === true) return;
  const holder = await describeHolder(session, schema);
  if (options.waitSeconds === 0) throw stillLocked(schema, holder, 0);
  options.onWait(`Waiting for ${holder}, which writes to the schema ${schema}.`);
  await session.query(`set lock_timeout = ${(options.waitSeconds ?? 0) * 1000}`);
  try {
    await session.query('select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended($1, 0))', key);
  } catch (error) {
    if (!(error instanceof SqlError) || error.fault.sqlstate !== '55P03') throw error;
    throw stillLocked(schema, await describeHolder(session, schema), options.waitSeconds ?? 0);
  }
  await session.query('set lock_timeout = 0');
}

function stillLocked(schema: string, holder: string, waited: number): DiagnosticError {
  return new DiagnosticError(
    problem(
      'run/locked',
      `The schema ${schema} is being written by ${holder}${waited > 0 ? `, still after ${waited} s` : ''}.`,
      {
        hint: 'Run again when it has ended, or wait longer with --wait SECONDS.',
      },
    ),
    { exitCode: 1 },
  );
}

/** `jiggy build k3j9… (pid 4711, user ada, for 12 s)`; the run id stands in the application name. */
async function describeHolder(session: Session, schema: string): Promise<string> {
  const { rows } = await session.query(
    `select a.pid, a.usename, a.application_name,
            extract(epoch from pg_catalog.clock_timestamp() - a.backend_start)::int as seconds
       from pg_catalog.pg_locks l
       join pg_catalog.pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
        and (l.classid::bigint << 32 | l.objid::bigint) = pg_catalog.hashtextextended($1, 0)`,
    [schemaKey(schema)],
  );
  const row = rows[0];
  if (!row) return 'another run';
  return `${String(row['application_name'])} (pid ${String(row['pid'])}, user ${String(row['usename'])}, for ${String(row['seconds'])} s)`;
}
