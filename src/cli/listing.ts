import type { Graph } from '../core/graph.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';

/** What `ls` prints of each node. */
export type ListOutput = 'selector' | 'name' | 'path' | 'json';

/** The nodes in dbt's order (by kind, then by id, sources among them by id), each as one line. */
export function listNodes(
  graph: Graph,
  selected: ReadonlySet<NodeId>,
  output: ListOutput,
  keys: readonly string[] = [],
): readonly string[] {
  return [...selected].sort().flatMap((id) => {
    const node = graph.nodes.get(id);
    return node ? [lineOf(node, output, keys)] : [];
  });
}

function lineOf(node: Node, output: ListOutput, keys: readonly string[]): string {
  switch (output) {
    case 'selector':
      return node.kind === 'source' ? `source:${node.package}.${node.sourceName}.${node.name}` : node.fqn.join('.');
    case 'name':
      return node.kind === 'source' ? `${node.sourceName}.${node.name}` : node.name;
    case 'path':
      return node.file.path;
    case 'json':
      return pythonJson(keys.length > 0 ? pick(nodeJson(node), keys) : nodeJson(node));
  }
}

/** The keys that dbt prints, in its order. */
export function nodeJson(node: Node): JsonObject {
  return {
    name: node.name,
    resource_type: node.kind,
    package_name: node.package,
    original_file_path: node.file.path,
    unique_id: node.id,
    ...(node.kind === 'source' ? { source_name: node.sourceName } : { alias: aliasOf(node) }),
    ...(node.kind === 'source'
      ? { tags: node.tags, config: node.config }
      : { config: node.config, tags: node.tags, depends_on: dependsOn(node) }),
  };
}

function aliasOf(node: Exclude<Node, { kind: 'source' }>): string {
  if (node.kind !== 'test' && 'relation' in node) return node.relation.identifier;
  const alias = own(node.config, 'alias');
  return typeof alias === 'string' ? alias : node.name;
}

function dependsOn(node: Node): JsonObject {
  return node.kind === 'seed' ? { macros: [] } : { macros: [], nodes: node.dependsOn };
}

/** `config.materialized` goes into a mapping; a key that is not there is left out. */
function pick(json: JsonObject, keys: readonly string[]): JsonObject {
  const entries = keys.flatMap((key): [string, Json][] => {
    let value: Json | undefined = json;
    for (const part of key.split('.')) value = isJsonObject(value) ? own(value, part) : undefined;
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

/** On one line with a space after commas and colons, as dbt prints it. */
function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(pythonJson).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${pythonJson(each)}`);
  return `{${entries.join(', ')}}`;
}
