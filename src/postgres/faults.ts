import pg from 'pg';
import type { SqlFault } from '../core/sql-error.js';
import { SqlError } from '../core/sql-error.js';
import type { Statement } from '../core/statement.js';

/** Turns whatever the driver threw into a `SqlError`; lost connections get SQLSTATE 08006. */
export function toSqlError(error: unknown, statement: Statement): SqlError {
  if (error instanceof SqlError) return error;
  return new SqlError(error instanceof pg.DatabaseError ? faultOf(error) : lostConnection(error), statement, error);
}

function faultOf(error: pg.DatabaseError): SqlFault {
  return {
    sqlstate: error.code ?? 'XX000',
    message: error.message,
    ...(error.detail ? { detail: error.detail } : {}),
    ...(error.hint ? { hint: error.hint } : {}),
    ...(error.position ? { position: Number(error.position) } : {}),
    ...(error.where ? { where: error.where } : {}),
    ...(error.constraint ? { constraint: error.constraint } : {}),
  };
}

function lostConnection(error: unknown): SqlFault {
  const reason = error instanceof Error ? error.message : String(error);
  return { sqlstate: '08006', message: `The connection to PostgreSQL was lost: ${reason}` };
}
