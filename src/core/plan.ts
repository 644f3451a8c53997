import type { Diagnostic } from './diagnostic.js';
import type { Buildable, DataTest, NodeId } from './node.js';
import type { RelationName } from './relation.js';
import type { Statement } from './statement.js';

/** `[0-9a-z]{10}`, part of the names of the build and trash schemas of a run. */
export type RunId = string;

export type Verb = 'build' | 'run' | 'test' | 'seed';

/** What a run will do, decided before it starts. `plan` prints it, `run` executes it, golden tests compare it. */
export interface Plan {
  readonly runId: RunId;
  readonly verb: Verb;
  /** Published schemas that the run writes, with the build and trash schema of each; sorted. */
  readonly schemas: readonly PlannedSchema[];
  /** Sources and published relations that the plan reads; locked ACCESS SHARE before the first query. Sorted. */
  readonly reads: readonly RelationName[];
  /** In an order that respects `after`. */
  readonly steps: readonly Step[];
  readonly publish: readonly Switch[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlannedSchema {
  readonly schema: string;
  /** `jb_<run>_<n>` */
  readonly build: string;
  /** `jt_<run>_<n>` */
  readonly trash: string;
}

/** A built relation and the name under which it is published. */
export interface Switch {
  readonly node: NodeId;
  readonly kind: 'table' | 'view';
  readonly built: RelationName;
  readonly published: RelationName;
}

export type Step = BuildStep | TestStep;

interface StepCommon {
  readonly node: NodeId;
  /** Nodes whose steps must have succeeded; for tests, not failed at error level. */
  readonly after: readonly NodeId[];
}

export interface BuildStep extends StepCommon {
  readonly action: 'build';
  readonly subject: Buildable;
  readonly built: RelationName;
  /** Creates the relation; the row count is asked of the last one that gives one. */
  readonly statements: readonly Statement[];
  /** Seeds: what COPY sends between the first statement and the rest. */
  readonly copy?: { readonly sql: string; readonly rows: readonly (readonly (string | null)[])[] };
  /** Indexes, comments, grants, ANALYZE: after the data is there. */
  readonly finish: readonly Statement[];
}

export interface TestStep extends StepCommon {
  readonly action: 'test';
  readonly subject: DataTest;
  /** The rows that fail; wrapped by the run to count them and to fetch examples. */
  readonly query: Statement;
}
