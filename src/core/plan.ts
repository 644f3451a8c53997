import type { Diagnostic } from './diagnostic.js';
import type { Buildable, DataTest, Operation } from './node.js';
import type { Hook, NodeId } from './node-parts.js';
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
  /** It asks about what only the run makes; `preview` is what it gives for what is published now. */
  | { readonly kind: 'late'; readonly because: string; readonly preview?: Statement }
  /** Its template cannot be rendered; the node fails with this. */
  | {
      readonly kind: 'broken';
      readonly diagnostic: Diagnostic;
      /** The ephemeral model among its parents that cannot be rendered, where it is one of these. */
      readonly parent?: NodeId;
    };

/** A pre- or post-hook of a step, in the order in which they run. */
export interface HookStep {
  readonly hook: Hook;
  readonly sql: StepSql;
}

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

export interface BuildStep extends StepCommon {
  readonly action: 'build';
  readonly subject: Buildable;
  readonly built: RelationName;
  /** Hooks outside of the transaction run before T1 and after the publish, the others with the node. */
  readonly preHooks: readonly HookStep[];
  readonly postHooks: readonly HookStep[];
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

/** The statement that is known before the run: of a late step what it gives for what is published now. */
export function knownStatement(sql: StepSql): Statement | undefined {
  switch (sql.kind) {
    case 'static':
      return sql.statement;
    case 'late':
      return sql.preview;
    case 'broken':
      return undefined;
  }
}

/** The statements of a step in order, as far as they are known before the run; the others as a comment. */
export function stepTexts(step: Step): readonly string[] {
  if (step.action === 'test') return [knownText(step.query)];
  const hooks = (list: readonly HookStep[]): readonly string[] => list.map((each) => knownText(each.sql));
  const copy = step.copy ? [step.copy.sql] : [];
  const finish = step.finish.map((each) => each.sql);
  return [...hooks(step.preHooks), knownText(step.create), ...copy, ...finish, ...hooks(step.postHooks)];
}

function knownText(sql: StepSql): string {
  if (sql.kind === 'broken') return `-- ${sql.diagnostic.message}`;
  return knownStatement(sql)?.sql ?? '-- rendered during the run';
}
