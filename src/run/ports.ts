import type { DatabaseState } from '../core/database-state.js';
import type { Clock, Database, EventSink, Renderer, Session } from '../core/ports.js';
import type { NodeId } from '../core/node-parts.js';
import type { Plan, Step } from '../core/plan.js';
import type { RelationName } from '../core/relation.js';
import type { NodeResult, RunResult } from '../core/result.js';
import type { SourceFile } from '../core/source-file.js';
import type { Statement } from '../core/statement.js';

/** The record of runs, kept on a connection of its own so that no rollback takes the evidence away. Never throws. */
export interface RunLog {
  started(plan: Plan, at: Date): Promise<void>;
  node(node: NodeId, result: NodeResult): void;
  finished(result: RunResult): Promise<void>;
}

/** What a run needs of the world; `cli` puts it together. */
export interface RunPorts {
  /** The connection that holds the run lock; T1 and T2 happen on it. */
  readonly session: Session;
  /** For questions that the run's own connection cannot answer: who blocks, did a commit arrive. */
  readonly database: Database;
  readonly readState: (session: Session, relations: readonly RelationName[]) => Promise<DatabaseState>;
  readonly renderer: Renderer;
  readonly log: RunLog;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly events: EventSink;
  readonly fileOf: (path: string) => SourceFile | undefined;
  /** Told of each statement that was rendered during the run, before it is sent. */
  readonly rendered: (step: Step, statement: Statement) => Promise<void>;
  /** A number in [0, 1), for pauses between tries. */
  readonly random: () => number;
}

export interface RunOptions {
  /** Stop at the first failure. */
  readonly failFast: boolean;
  /** Treat warnings of tests as failures. */
  readonly warnError: boolean;
  /** How long the publish tries to get its locks, in milliseconds. */
  readonly publishTimeoutMs: number;
}
