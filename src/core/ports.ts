import type { Outcome } from './diagnostic.js';
import type { BuildStep, OperationStep, TestStep } from './plan.js';
import type { NodeResult, Row, RunEvent } from './result.js';
import type { Hook, NodeId } from './node-parts.js';
import type { Statement } from './statement.js';

/** What one statement gave back. `rows` are the last statement's when the text holds several. */
export interface QueryResult {
  readonly rows: readonly Row[];
  /** Names of the columns in order; empty for statements without rows. */
  readonly columns: readonly string[];
  /** PostgreSQL's type oid of each column, beside `columns`. */
  readonly columnTypes: readonly number[];
  /** Rows returned or affected; undefined where the command has no count. */
  readonly rowCount: number | undefined;
  /** The command tag without counts: `SELECT`, `CREATE TABLE`. */
  readonly command: string;
}

/**
 * Something that statements can be sent to, one after the other. What PostgreSQL refuses is thrown as `SqlError`.
 * Values come back as: boolean, number (int2, int4, int8 within 2^53, floats), everything else as PostgreSQL's text.
 */
export interface Session {
  /** Values of `parameters` are bound, never put into the text. */
  query(statement: Statement | string, parameters?: readonly unknown[]): Promise<QueryResult>;
  /** `COPY ... FROM STDIN`; resolves with the number of rows. */
  copyIn(sql: string, rows: AsyncIterable<Uint8Array | string>): Promise<number>;
  /** The backend's process id. */
  readonly pid: number;
}

/**
 * What templates may ask the database while they are rendered; a Session is one. Calls of one rendering come one after the
 * other. What PostgreSQL refuses is thrown as `SqlError`.
 */
export type TemplateDatabase = Pick<Session, 'query'>;

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read';
  readonly readOnly?: boolean;
}

/** The database as the engine sees it; `postgres` implements it, `cli` hands it in. Nothing leaks: callbacks, no handles. */
export interface Database {
  /** A connection for the time of `work`; session settings and advisory locks die with it. */
  session<T>(purpose: string, work: (session: Session) => Promise<T>): Promise<T>;
  /** `session` with BEGIN before and COMMIT after `work`, ROLLBACK when it throws. */
  transaction<T>(purpose: string, options: TransactionOptions, work: (session: Session) => Promise<T>): Promise<T>;
  /** Cancels every statement that is running on connections of this Database. */
  cancel(): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** Milliseconds from an arbitrary start, never going back. */
  monotonic(): number;
}

export type EventSink = (event: RunEvent) => void;

/**
 * Renders what could not be rendered before the run; what a template asks goes to `database`. An error among the
 * diagnostics is the node's, and the statement is then empty. Blank SQL means that there is nothing to send.
 */
export interface Renderer {
  /** The statement that makes the relation of a late step. */
  create(step: BuildStep, database: TemplateDatabase): Promise<Outcome<Statement>>;
  /** The query of a late test. */
  query(step: TestStep, database: TemplateDatabase): Promise<Outcome<Statement>>;
  hook(step: BuildStep, hook: Hook, database: TemplateDatabase): Promise<Outcome<Statement>>;
  /** An entry of on-run-start or, with what the run did so far, of on-run-end. */
  operation(
    step: OperationStep,
    results: ReadonlyMap<NodeId, NodeResult>,
    database: TemplateDatabase,
  ): Promise<Outcome<Statement>>;
}
