import type { Diagnostic } from './diagnostic.js';
import type { NodeId } from './node-parts.js';
import type { RunId, Verb } from './plan.js';

/** A value from the database, as sessions give it. */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export type SkipReason =
  | { readonly kind: 'parent_failed'; readonly parent: NodeId }
  /** An ephemeral model that it reads cannot be rendered. */
  | { readonly kind: 'ephemeral_failed'; readonly parent: NodeId; readonly diagnostic: Diagnostic }
  | { readonly kind: 'operation_failed'; readonly operation: NodeId }
  | { readonly kind: 'test_failed'; readonly test: NodeId }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'fail_fast' };

export type NodeResult =
  | { readonly status: 'success'; readonly rows?: number; readonly ms: number }
  | { readonly status: 'pass'; readonly ms: number }
  | {
      readonly status: 'fail' | 'warn';
      readonly failures: number;
      readonly examples: readonly Row[];
      readonly ms: number;
    }
  | { readonly status: 'error'; readonly diagnostic: Diagnostic; readonly ms: number }
  | { readonly status: 'skipped'; readonly because: SkipReason };

/** What happened to the published relations. */
export type PublishOutcome =
  | { readonly status: 'published'; readonly relations: number; readonly lockMs: number; readonly tries: number }
  | { readonly status: 'nothing_to_publish' }
  | { readonly status: 'withheld'; readonly because: readonly NodeId[] }
  | { readonly status: 'failed'; readonly diagnostic: Diagnostic };

export interface RunResult {
  readonly runId: RunId;
  readonly verb: Verb;
  readonly startedAt: Date;
  readonly ms: number;
  /** In the order in which they ended. */
  readonly nodes: ReadonlyMap<NodeId, NodeResult>;
  readonly publish: PublishOutcome;
  /** Ended by Ctrl-C or a signal. */
  readonly cancelled: boolean;
}

/** Told while a run goes on; `report` prints them. */
export type RunEvent =
  | { readonly kind: 'waiting'; readonly message: string }
  | { readonly kind: 'run_started'; readonly runId: RunId; readonly builds: number; readonly tests: number }
  | { readonly kind: 'node_started'; readonly node: NodeId; readonly index: number; readonly total: number }
  | {
      readonly kind: 'node_finished';
      readonly node: NodeId;
      readonly index: number;
      readonly total: number;
      readonly result: NodeResult;
    }
  | { readonly kind: 'publishing'; readonly relations: number }
  | { readonly kind: 'published'; readonly outcome: PublishOutcome }
  | { readonly kind: 'note'; readonly message: string };

/** Why a node was skipped, as people read it. */
export function describeSkip(because: SkipReason): string {
  switch (because.kind) {
    case 'parent_failed':
      return `${because.parent} failed or was skipped`;
    case 'ephemeral_failed':
      return `${because.parent} cannot be rendered: ${because.diagnostic.message}`;
    case 'operation_failed':
      return `${because.operation} failed`;
    case 'test_failed':
      return `${because.test} failed`;
    case 'cancelled':
      return 'the run was cancelled';
    case 'fail_fast':
      return 'the run stopped at the first failure';
  }
}

/** Whether all went well: every node succeeded, passed or warned, and what was to be published is. */
export function isGood(result: RunResult): boolean {
  const bad = [...result.nodes.values()].some((each) => ['error', 'fail', 'skipped'].includes(each.status));
  return (
    !bad &&
    !result.cancelled &&
    (result.publish.status === 'published' || result.publish.status === 'nothing_to_publish')
  );
}
