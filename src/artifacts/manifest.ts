import type { DocBlock, Group, MacroDefinition } from '../core/definitions.js';
import type { Graph } from '../core/graph.js';
import type { Json, JsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import { isEphemeral, relationOf } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { ProjectConfig, ResourcePaths } from '../core/project.js';
import { md5 } from './checksum.js';
import type { CompiledNode } from './manifest-node.js';
import { manifestNode } from './manifest-node.js';
import {
  manifestDoc,
  manifestExposure,
  manifestGroup,
  manifestMacro,
  manifestMetric,
  manifestSavedQuery,
  manifestSemanticModel,
  manifestSource,
  manifestUnitTest,
} from './manifest-other.js';
import type { ArtifactFacts } from './metadata.js';
import { metadataOf } from './metadata.js';
import type { ManifestScope } from './node-parts.js';

/** Everything that a manifest tells of. */
export interface ManifestInput {
  /** Absolute path of the project. */
  readonly root: string;
  readonly config: ProjectConfig;
  /** Resource folders of the project and of each package, by the package's name. */
  readonly paths: ReadonlyMap<string, ResourcePaths>;
  readonly graph: Graph;
  readonly disabled: readonly Node[];
  readonly macros: readonly MacroDefinition[];
  readonly docs: readonly DocBlock[];
  readonly groups: readonly Group[];
  /** `selectors:` by name, as they are written. */
  readonly selectors: JsonObject;
  /** What the command compiled. */
  readonly compiled: ReadonlyMap<NodeId, CompiledNode>;
}

/** What the dict of a single node needs to be known. */
export type NodeInput = Pick<ManifestInput, 'root' | 'config' | 'paths' | 'graph' | 'compiled'>;

/** The sections of a manifest that hold nodes, and the kinds that stand in each. */
const SECTION_OF: { readonly [kind in Node['kind']]: string } = {
  model: 'nodes',
  seed: 'nodes',
  snapshot: 'nodes',
  test: 'nodes',
  analysis: 'nodes',
  operation: 'nodes',
  source: 'sources',
  exposure: 'exposures',
  metric: 'metrics',
  semantic_model: 'semantic_models',
  saved_query: 'saved_queries',
  unit_test: 'unit_tests',
  function: 'functions',
};

/** dbt's manifest.json, version 12. */
export function manifestOf(input: ManifestInput, facts: ArtifactFacts): JsonObject {
  const scope = scopeOf(input, facts);
  return {
    metadata: manifestMetadata(input, facts),
    ...nodeSections(input, scope),
    macros: byId(input.macros, (macro) => manifestMacro(macro, scope)),
    docs: byId([...input.docs, ...overview(input.docs)], (doc) => manifestDoc(doc, scope)),
    groups: byId(input.groups, (group) => manifestGroup(group, scope)),
    selectors: input.selectors,
    disabled: disabledSection(input, scope),
    ...relativesOf(input.graph),
    group_map: groupMap(input),
  };
}

function scopeOf({ root, config, paths }: NodeInput, facts: ArtifactFacts): ManifestScope {
  const { database, schema } = config.target;
  return { root, database, schema, paths, createdAt: facts.generatedAt.getTime() / 1000 };
}

function manifestMetadata({ config }: ManifestInput, facts: ArtifactFacts): JsonObject {
  const { database = true, schema = true, identifier = true } = config.quoting;
  return {
    ...metadataOf('manifest', facts),
    project_name: config.name,
    project_id: md5(config.name),
    user_id: null,
    send_anonymous_usage_stats: false,
    adapter_type: 'postgres',
    quoting: { database, schema, identifier, column: null },
    run_started_at: facts.startedAt.toISOString().replace('Z', '+00:00'),
  };
}

type Sections = { readonly [section: string]: { [id: string]: Json } };

function nodeSections(input: ManifestInput, scope: ManifestScope): JsonObject {
  const sections: Sections = Object.fromEntries(Object.values(SECTION_OF).map((name) => [name, {}]));
  for (const node of input.graph.nodes.values()) {
    const section = sections[SECTION_OF[node.kind]];
    if (section) section[node.id] = nodeJson(node, input, scope);
  }
  return sections;
}

/** Gives nodes as the manifest has them: what templates see as `model` and in `graph`. */
export function nodeDescriber(input: NodeInput, facts: ArtifactFacts): (node: Node) => JsonObject {
  const scope = scopeOf(input, facts);
  return (node) => nodeJson(node, input, scope);
}

function nodeJson(node: Node, input: NodeInput, scope: ManifestScope): JsonObject {
  switch (node.kind) {
    case 'source':
      return manifestSource(node, scope);
    case 'exposure':
      return manifestExposure(node, scope);
    case 'metric':
      return manifestMetric(node, scope);
    case 'semantic_model':
      return manifestSemanticModel(node, scope);
    case 'saved_query':
      return manifestSavedQuery(node, scope);
    case 'unit_test':
      return manifestUnitTest(node, scope, schemaOfTested(node, input));
    case 'model':
    case 'seed':
    case 'snapshot':
    case 'function':
    case 'test':
    case 'analysis':
    case 'operation':
      return manifestNode(node, scope, input.compiled.get(node.id));
  }
}

/** A unit test is said to be where its model is. */
function schemaOfTested(node: Node, { graph, config }: NodeInput): string {
  const model = graph.nodes.get(node.dependsOn[0] ?? '');
  if (model?.kind === 'model' && isEphemeral(model)) return model.relation.schema;
  return (model && relationOf(model)?.schema) ?? config.target.schema;
}

function disabledSection(input: ManifestInput, scope: ManifestScope): JsonObject {
  const disabled: { [id: string]: Json[] } = {};
  for (const node of input.disabled) (disabled[node.id] ??= []).push(nodeJson(node, input, scope));
  return disabled;
}

function relativesOf(graph: Graph): JsonObject {
  const parents: { [id: string]: readonly NodeId[] } = {};
  const children: { [id: string]: NodeId[] } = {};
  for (const id of graph.nodes.keys()) children[id] = [];
  for (const node of graph.nodes.values()) {
    const named = node.kind === 'unit_test' ? node.dependsOn.slice(0, 1) : node.dependsOn;
    parents[node.id] = [...named].sort();
    for (const parent of named) children[parent]?.push(node.id);
  }
  for (const each of Object.values(children)) each.sort();
  return { parent_map: parents, child_map: children };
}

function groupMap({ graph, groups }: ManifestInput): JsonObject {
  const map: { [group: string]: NodeId[] } = Object.fromEntries(groups.map((group) => [group.name, []]));
  for (const node of graph.nodes.values()) {
    if (node.group !== undefined && node.kind !== 'unit_test') (map[node.group] ??= []).push(node.id);
  }
  return map;
}

/** dbt's documentation site begins with this block; a project may write its own. */
function overview(docs: readonly DocBlock[]): readonly DocBlock[] {
  const id = 'doc.dbt.__overview__';
  if (docs.some((doc) => doc.id === id)) return [];
  const originalPath = 'docs/overview.md';
  const text = '### What this is\n\nThe models of this project, what they read and what reads them.';
  return [{ id, package: 'dbt', name: '__overview__', file: { path: originalPath, text }, originalPath, text }];
}

function byId<T extends { readonly id: string }>(items: readonly T[], json: (item: T) => JsonObject): JsonObject {
  return Object.fromEntries(items.map((item) => [item.id, json(item)]));
}
