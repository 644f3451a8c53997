import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { JsonObject } from '../core/json.js';
import type { Model, Node, Operation } from '../core/node.js';
import { isEphemeral } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { Plan, StepSql } from '../core/plan.js';
import type { Renderer, TemplateDatabase } from '../core/ports.js';
import type { RelationResolver } from '../core/relation.js';
import { relationKey } from '../core/relation.js';
import type { NodeResult } from '../core/result.js';
import type { Statement } from '../core/statement.js';
import { createModel } from '../plan/materialize.js';
import type { Compile } from '../plan/plan.js';
import type { Compilable } from '../render/compile-node.js';
import { compileNode, compileNodeLate } from '../render/compile-node.js';
import type { CompileOptions } from '../render/compile-options.js';
import { tuple } from '../jinja/values.js';
import { renderHook, renderOperation } from '../render/render-hook.js';
import { resultValues } from '../render/result-values.js';

/** What rendering needs, the names of the run aside. */
export type RunRendering = Omit<CompileOptions, 'names' | 'self'>;

/** Renders before the run what needs no database. */
export function compilerOf(options: RunRendering): Compile {
  return (node, names) => {
    const compiled = before(node, { ...options, names });
    const parent = compiled.value.kind === 'broken' ? brokenParent(node, { ...options, names }) : undefined;
    return parent === undefined ? compiled : { ...compiled, value: { ...compiled.value, parent } as StepSql };
  };
}

/** Renders during the run what needed what the run makes; tells of each query. */
export function rendererOf(
  options: RunRendering,
  plan: Plan,
  onQuery: (node: Node, query: Statement) => void,
): Renderer {
  const names = namesOf(plan);
  const late = async (node: Compilable, database: TemplateDatabase): Promise<Outcome<Statement>> => {
    const query = await compileNodeLate(node, { ...options, names }, database);
    onQuery(node, query.value);
    return query;
  };
  return {
    query: ({ subject }, database) => late(subject, database),
    create: async ({ subject, built }, database) => {
      if (subject.kind !== 'model') throw new Error(`${subject.id} has no template.`);
      const { value, diagnostics } = await late(subject, database);
      return { value: createModel(subject, built, value), diagnostics };
    },
    hook: ({ subject, built }, hook, database) =>
      renderHook(
        hook,
        subject,
        hook.transaction
          ? { ...options, names, self: built }
          : { ...options, names: published, self: subject.relation },
        database,
      ),
    operation: ({ subject }, results, database) =>
      renderOperation(
        subject,
        { ...options, names: published, extra: afterRun(subject, results, plan, options) },
        database,
      ),
  };
}

const published: RelationResolver = (relation) => relation;

/** Published relation -> where the plan builds it. */
function namesOf(plan: Plan): RelationResolver {
  const built = new Map(plan.publish.map((each) => [relationKey(each.published), each.built]));
  return (relation) => built.get(relationKey(relation)) ?? relation;
}

function before(node: Compilable, options: CompileOptions): Outcome<StepSql> {
  const { value, diagnostics } = compileNode(node, options);
  const error = diagnostics.find((each) => each.severity === 'error');
  const others: readonly Diagnostic[] = diagnostics.filter((each) => each.severity !== 'error');
  return { value: error ? { kind: 'broken', diagnostic: error } : value, diagnostics: others };
}

/** The ephemeral model that keeps a node from being rendered, the nearest to the sources. */
function brokenParent(node: Node, options: CompileOptions): NodeId | undefined {
  for (const parent of ephemeralParents(options.graph, node)) {
    const deeper = brokenParent(parent, options);
    if (deeper !== undefined) return deeper;
    if (before(parent, options).value.kind === 'broken') return parent.id;
  }
  return undefined;
}

function ephemeralParents(graph: Graph, node: Node): readonly Model[] {
  return node.dependsOn.flatMap((id) => {
    const parent = graph.nodes.get(id);
    return parent?.kind === 'model' && isEphemeral(parent) ? [parent] : [];
  });
}

/** `results` and `schemas`, which on-run-end sees. */
function afterRun(
  operation: Operation,
  results: ReadonlyMap<NodeId, NodeResult>,
  plan: Plan,
  { graph, describe }: RunRendering,
): Exclude<CompileOptions['extra'], undefined> {
  if (operation.when === 'on-run-start') return {};
  const schemas = plan.schemas.map((each) => each.schema);
  const databases = plan.publish.map(({ published: { database, schema } }) => [database, schema] as const);
  const pairs = new Map(databases.map((pair) => [pair.join('\0'), pair]));
  return {
    results: () => resultValues(results, (id) => described(graph.nodes.get(id), describe)),
    schemas: () => schemas,
    database_schemas: () => [...pairs.values()].map((pair) => tuple(pair)),
  };
}

function described(node: Node | undefined, describe: RunRendering['describe']): JsonObject | undefined {
  return node && describe?.(node);
}
