import type { Diagnostic } from './diagnostic.js';
import type { Buildable, DataTest, Operation } from './node.js';
import type { NodeId } from './node-parts.js';
import type { RelationName } from './relation.js';
import type { Statement } from './statement.js';

/** Ten of `[0-9a-z]`; part of the names of the build and trash schemas of a run. */
export type RunId = string;

/** The commands that execute a plan. */
export type Verb = 'build' | 'run' | 'test' | 'seed';

/** What a run will do, decided before it starts. `plan` prints it, `run` executes it, golden tests compare it. */
export interface Plan {
  readonly runId: RunId;
  readonly verb: Verb;
  /** Published schemas that the run writes, with the build and trash schema of each; sorted. */
  readonly schemas: readonly PlannedSchema[];
  /** Sources and published relations that the plan reads; locked ACCESS SHARE before the first query. Sorted. */
  readonly reads: readonly RelationName[];
  /** In an order in which every step comes after the nodes that it waits for. */
  readonly steps: readonly Step[];
  readonly publish: readonly Switch[];
  /** on-run-start: committed before anything is built. */
  readonly start: readonly OperationStep[];
  /** on-run-end: after the publish, also after a failure. */
  readonly end: readonly OperationStep[];
}

/** SQL of a step, as far as it is known before the run. */
export type StepSql =
  | { readonly kind: 'static'; readonly statement: Statement }
  /** It asks about what only the run makes, and is rendered then. */
  | { readonly kind: 'late'; readonly because: string }
  /** Its template cannot be rendered; the node fails with this. */
  | {
      readonly kind: 'broken';
      readonly diagnostic: Diagnostic;
      /** The ephemeral model among its parents that cannot be rendered, where it is one of these. */
      readonly parent?: NodeId;
    };

export interface OperationStep {
  readonly node: NodeId;
  readonly subject: Operation;
}

export interface PlannedSchema {
  readonly schema: string;
  /** `jb_<run>_<n>`: where the run builds what will be published in `schema`. */
  readonly build: string;
  /** `jt_<run>_<n>`: where the publish puts what was there before. */
  readonly trash: string;
  /** Whether the publish has to create `schema`. */
  readonly create: boolean;
}

/** A built relation and the name under which it is published. */
export interface Switch {
  readonly node: NodeId;
  readonly kind: 'table' | 'view';
  readonly built: RelationName;
  readonly published: RelationName;
  readonly trash: RelationName;
}

export type Step = BuildStep | TestStep;

interface StepCommon {
  readonly node: NodeId;
  /** Nodes of this run that must have been built, and error-level tests that must not have failed. */
  readonly after: readonly NodeId[];
}

/** Makes the relation of a node, between its hooks: those are rendered when they run. */
export interface BuildStep extends StepCommon {
  readonly action: 'build';
  readonly subject: Buildable;
  readonly built: RelationName;
  /** Creates the relation. */
  readonly create: StepSql;
  /** Seeds: the rows that COPY sends into it. */
  readonly copy?: SeedRows;
  /** Indexes, comments, grants, statistics: after the data is there. */
  readonly finish: readonly Statement[];
}

export interface SeedRows {
  readonly sql: string;
  /** The header of the file. */
  readonly columns: readonly string[];
  /** NULL as null; in the order of the columns of `sql`. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface TestStep extends StepCommon {
  readonly action: 'test';
  readonly subject: DataTest;
  /** The rows that fail. */
  readonly query: StepSql;
}

/** The statements of a step in order, as far as they are known before the run; the others as a comment. */
export function stepTexts(step: Step): readonly string[] {
  if (step.action === 'test') return [knownText(step.query)];
  const { preHooks, postHooks } = step.subject;
  const copy = step.copy ? [step.copy.sql] : [];
  const finish = step.finish.map((each) => each.sql);
  return [...preHooks.map(() => LATER), knownText(step.create), ...copy, ...finish, ...postHooks.map(() => LATER)];
}

const LATER = '-- rendered during the run';

function knownText(sql: StepSql): string {
  switch (sql.kind) {
    case 'static':
      return sql.statement.sql;
    case 'late':
      return LATER;
    case 'broken':
      return `-- ${sql.diagnostic.message}`;
  }
}
