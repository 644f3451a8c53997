import type { Diagnostic } from './diagnostic.js';
import { DiagnosticError } from './diagnostic.js';
import type { SourceFile } from './source-file.js';
import type { Statement } from './statement.js';
import { placeOfPosition } from './statement.js';

/** What PostgreSQL said, as far as the engine uses it. */
export interface SqlFault {
  readonly sqlstate: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Characters from 1, in the text that was sent. */
  readonly position?: number;
  readonly where?: string;
  readonly constraint?: string;
}

/** A statement that PostgreSQL refused, or whose connection was lost under it (sqlstate 08006, 57P01). */
export class SqlError extends DiagnosticError {
  readonly fault: SqlFault;
  readonly statement: Statement;

  constructor(fault: SqlFault, statement: Statement, cause?: unknown) {
    super(describeFault(fault), { exitCode: 1, cause });
    this.name = 'SqlError';
    this.fault = fault;
    this.statement = statement;
  }

  /** The diagnostic with its place in the project, where the position falls into project text. */
  located(fileOf: (path: string) => SourceFile | undefined): Diagnostic {
    const plain = describeFault(this.fault);
    const at = this.fault.position && placeOfPosition(this.statement, this.fault.position, fileOf);
    return at ? { ...plain, at } : plain;
  }
}

/** True for a statement that was cancelled on our own request or by somebody with pg_cancel_backend. */
export function isCancelled(error: unknown): boolean {
  return error instanceof SqlError && error.fault.sqlstate === '57014';
}

/** True when the session is gone: nothing further can be sent to it. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof SqlError && /^(08|57P)/.test(error.fault.sqlstate);
}

function describeFault(fault: SqlFault): Diagnostic {
  const detail = [fault.detail, fault.where && !fault.position ? fault.where : undefined].filter(Boolean).join('; ');
  return {
    code: `sql/${fault.sqlstate}`,
    severity: 'error',
    message: detail ? `${fault.message} (${detail})` : fault.message,
    ...(fault.hint ? { hint: fault.hint } : {}),
  };
}
