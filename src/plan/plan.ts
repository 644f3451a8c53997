import type { DatabaseState } from '../core/database-state.js';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { hasErrors, problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { Buildable, DataTest, Model, Node, Operation, Seed, WithRelation } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { hasRelation, isEphemeral, placeOfNode } from '../core/node.js';
import type {
  BuildStep,
  OperationStep,
  Plan,
  PlannedSchema,
  RunId,
  Step,
  StepSql,
  Switch,
  TestStep,
  Verb,
} from '../core/plan.js';
import type { RelationName } from '../core/relation.js';
import { relationKey } from '../core/relation.js';
import { finishStatements } from './finish.js';
import { gatesOf } from './gates.js';
import { createSeed } from './materializations/seed.js';
import { createModel } from './materialize.js';
import type { RelationResolver } from './names.js';
import { planSchemas, resolverFor } from './names.js';
import { notYet } from './not-yet.js';
import { readParents } from './parents.js';
import { refusals } from './refusals.js';

/** Renders the query of a node before the run, with relations named by `names`. Its errors are in the value, not beside it. */
export type Compile = (node: Model | DataTest, names: RelationResolver) => Outcome<StepSql>;

export interface PlanInput {
  readonly runId: RunId;
  readonly verb: Verb;
  readonly graph: Graph;
  readonly selected: ReadonlySet<NodeId>;
  readonly state: DatabaseState;
  readonly compile: Compile;
  /** `--empty`: seeds get their columns and no rows. */
  readonly empty?: boolean;
}

/** The nodes of a selection that a verb builds and those that it tests, in the graph's order. */
export function subjectsOf(
  verb: Verb,
  graph: Graph,
  selected: ReadonlySet<NodeId>,
): { readonly builds: readonly Buildable[]; readonly tests: readonly DataTest[] } {
  const nodes = graph.order.flatMap((id) => (selected.has(id) ? (graph.nodes.get(id) ?? []) : []));
  const builds = nodes.filter((node): node is Buildable => buildKinds[verb].includes(node.kind) && !isEphemeral(node));
  const tests = nodes.filter((node): node is DataTest => node.kind === 'test');
  return { builds, tests: verb === 'build' || verb === 'test' ? tests : [] };
}

const buildKinds: Readonly<Record<Verb, readonly Node['kind'][]>> = {
  build: ['model', 'seed'],
  run: ['model'],
  seed: ['seed'],
  test: [],
};

/** What the run will do. With errors among the diagnostics the plan must not be executed. */
export function makePlan(input: PlanInput): Outcome<Plan> {
  const { builds, tests } = subjectsOf(input.verb, input.graph, input.selected);
  const schemas = planSchemas(input.runId, builds, (schema) => input.state.schemas.has(schema));
  const names = resolverFor(schemas, builds);
  const refused = [...notYet(input.verb, input.graph, input.selected), ...refusals(builds, schemas, input.state)];
  const diagnostics: Diagnostic[] = [...refused];
  const steps = hasErrors(refused) ? [] : planSteps(input, builds, tests, names, diagnostics);
  const plan: Plan = {
    runId: input.runId,
    verb: input.verb,
    schemas,
    reads: readRelations(input, builds, tests),
    steps,
    publish: builds.map((node) => switchOf(node, names, schemas)),
    start: operations(input.graph, 'on-run-start'),
    end: operations(input.graph, 'on-run-end'),
  };
  return { value: plan, diagnostics: [...diagnostics, ...missingParents(input, builds, tests)] };
}

/** Builds and tests in the graph's order: a test comes after all that it reads, a node after the tests that gate it. */
function planSteps(
  input: PlanInput,
  builds: readonly Buildable[],
  tests: readonly DataTest[],
  names: RelationResolver,
  diagnostics: Diagnostic[],
): readonly Step[] {
  const building = new Set(builds.map((node) => node.id));
  const gates = gatesOf(input.graph, tests);
  const note = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const buildSteps = builds.map((node): BuildStep => {
    const parents = readParents(input.graph, node).filter((id) => building.has(id));
    return { ...note(planBuild(node, input, names)), after: [...parents, ...gates(node.id)] };
  });
  const testSteps = tests.map((test): TestStep => {
    const query = note(input.compile(test, names));
    return {
      node: test.id,
      action: 'test',
      subject: test,
      query,
      after: readParents(input.graph, test).filter((id) => building.has(id)),
    };
  });
  return inOrder([...buildSteps, ...testSteps]);
}

function planBuild(node: Buildable, input: PlanInput, names: RelationResolver): Outcome<BuildStep> {
  const built = names(node.relation);
  const common = {
    node: node.id,
    action: 'build',
    subject: node,
    built,
    after: [],
    finish: finishStatements(node, built, input.state.relations.get(relationKey(node.relation))),
  } as const;
  if (node.kind === 'seed') {
    return { value: { ...common, ...seedSql(node, built, input.empty === true) }, diagnostics: [] };
  }
  const { value: query, diagnostics } = input.compile(node, names);
  const create: StepSql =
    query.kind === 'static' ? { ...query, statement: createModel(node, built, query.statement) } : query;
  return { value: { ...common, create }, diagnostics };
}

/** A file that cannot be read is an error of its node: what does not read it is built all the same. */
function seedSql(node: Seed, built: RelationName, empty: boolean): Pick<BuildStep, 'create' | 'copy'> {
  const { value, diagnostics } = createSeed(node, built);
  const error = diagnostics.find((each) => each.severity === 'error');
  if (error) return { create: { kind: 'broken', diagnostic: error } };
  return {
    create: { kind: 'static', statement: value.create },
    copy: empty ? { ...value.copy, rows: [] } : value.copy,
  };
}

/** In the order in which they were parsed. */
function operations(graph: Graph, when: Operation['when']): readonly OperationStep[] {
  return [...graph.nodes.values()]
    .filter((node) => node.kind === 'operation')
    .filter((node) => node.when === when)
    .map((subject) => ({ node: subject.id, subject }));
}

/** Depth first along `after`, so that a node's tests run as soon as what they read is there. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const waiting = new Map(steps.map((step) => [step.node, step]));
  const ready: Step[] = [];
  const testsOf = new Map<NodeId, Step[]>();
  for (const step of steps) {
    if (step.action !== 'test') continue;
    const last = step.after.at(-1);
    for (const id of last === undefined ? [] : step.after) testsOf.set(id, [...(testsOf.get(id) ?? []), step]);
  }
  const place = (step: Step): void => {
    if (!waiting.delete(step.node)) return;
    for (const id of step.after) {
      const before = waiting.get(id);
      if (before) place(before);
    }
    ready.push(step);
    for (const test of testsOf.get(step.node) ?? []) {
      if (test.after.every((id) => !waiting.has(id))) place(test);
    }
  };
  // Tests of sources and of relations that this run does not build come first: they gate the most.
  for (const step of steps) if (step.action === 'test' && step.after.length === 0) place(step);
  for (const step of steps) place(step);
  return ready;
}

function switchOf(node: Buildable, names: RelationResolver, schemas: readonly PlannedSchema[]): Switch {
  const trash = schemas.find((each) => each.schema === node.relation.schema)?.trash ?? '';
  return {
    node: node.id,
    kind: node.kind === 'model' && node.materialization.kind === 'view' ? 'view' : 'table',
    built: names(node.relation),
    published: node.relation,
    trash: { ...node.relation, schema: trash },
  };
}

/** Relations that the plan reads and does not build. */
function outsideParents(
  input: PlanInput,
  builds: readonly Buildable[],
  tests: readonly DataTest[],
): readonly { readonly reader: Buildable | DataTest; readonly parent: WithRelation }[] {
  const building = new Set(builds.map((node) => node.id));
  return [...builds, ...tests].flatMap((reader) =>
    readParents(input.graph, reader).flatMap((id) => {
      const parent = input.graph.nodes.get(id);
      return parent && hasRelation(parent) && !building.has(id) ? [{ reader, parent }] : [];
    }),
  );
}

function readRelations(
  input: PlanInput,
  builds: readonly Buildable[],
  tests: readonly DataTest[],
): readonly RelationName[] {
  const lockable = outsideParents(input, builds, tests)
    .map(({ parent }) => parent.relation)
    .filter((relation) => {
      const kind = input.state.relations.get(relationKey(relation))?.kind;
      return kind === 'table' || kind === 'view' || kind === 'partitioned table';
    });
  const unique = new Map(lockable.map((relation) => [relationKey(relation), relation]));
  return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}

/** A warning for each relation that is read, not built by this run, and not there: the node that reads it will fail. */
function missingParents(
  input: PlanInput,
  builds: readonly Buildable[],
  tests: readonly DataTest[],
): readonly Diagnostic[] {
  const missing = outsideParents(input, builds, tests).filter(
    ({ parent }) => !input.state.relations.has(relationKey(parent.relation)),
  );
  const byParent = new Map(missing.map(({ parent, reader }) => [parent.id, { parent, reader }]));
  return [...byParent.values()].map(({ parent, reader }) =>
    problem('plan/missing-relation', `${relationKey(parent.relation)} does not exist, and ${reader.name} reads it.`, {
      severity: 'warning',
      at: placeOfNode(reader),
      hint:
        parent.kind === 'source'
          ? 'It is a source: load it first (jiggy migrate, jiggy ingest).'
          : `The ${parent.kind} ${parent.name} makes it and is not part of this run: add it with --select +${reader.name}.`,
    }),
  );
}
