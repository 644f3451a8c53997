import type { Graph } from '../core/graph.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';

/** What `ls` prints of each node. */
export type ListOutput = 'selector' | 'name' | 'path' | 'json';

/** How `ls` prints. */
export interface ListOptions {
  readonly output: ListOutput;
  /** With `json`: only these keys, in this order. */
  readonly keys?: readonly string[];
  /** The node in the manifest's words; asked for with `json` alone. */
  readonly jsonOf?: (id: NodeId) => JsonObject | undefined;
}

/** The nodes in dbt's order, by id, each as one line. */
export function listNodes(graph: Graph, selected: ReadonlySet<NodeId>, options: ListOptions): readonly string[] {
  return [...selected].sort().flatMap((id) => {
    const node = graph.nodes.get(id);
    return node ? [lineOf(node, options)] : [];
  });
}

function lineOf(node: Node, { output, keys = [], jsonOf }: ListOptions): string {
  switch (output) {
    case 'selector':
      return selectorOf(node);
    case 'name':
      return nameOf(node);
    case 'path':
      return node.originalPath;
    case 'json': {
      const json = withParents(node, jsonOf?.(node.id) ?? {});
      return pythonJson(keys.length > 0 ? pick(json, keys) : defaults(json));
    }
  }
}

/** A text that `--select` takes for this node. */
function selectorOf(node: Node): string {
  switch (node.kind) {
    case 'source':
      return `source:${node.package}.${node.sourceName}.${node.name}`;
    case 'unit_test': {
      const version = node.version === undefined ? '' : `_v${node.version}`;
      return `unit_test:${node.package}.${node.name}${version}`;
    }
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
      return `${node.kind}:${node.package}.${node.name}`;
    case 'model':
    case 'seed':
    case 'snapshot':
    case 'function':
    case 'test':
    case 'analysis':
    case 'operation':
      return node.fqn.join('.');
  }
}

function nameOf(node: Node): string {
  if (node.kind === 'source') return `${node.sourceName}.${node.name}`;
  return node.kind === 'model' && node.version !== undefined ? `${node.name}.v${node.version}` : node.name;
}

/** dbt keeps this key out of the manifest and prints it here. */
function withParents(node: Node, json: JsonObject): JsonObject {
  return node.kind === 'model' ? { ...json, direct_parents: node.dependsOn } : json;
}

const DEFAULT_KEYS: ReadonlySet<string> = new Set([
  ...['alias', 'name', 'package_name', 'depends_on', 'direct_parents', 'tags', 'config', 'resource_type'],
  ...['source_name', 'original_file_path', 'unique_id'],
]);

function defaults(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([key]) => DEFAULT_KEYS.has(key)));
}

/** `config.materialized` looks into a mapping; a key that is not there, or null inside a mapping, is left out. */
function pick(json: JsonObject, keys: readonly string[]): JsonObject {
  const entries = keys.flatMap((key): [string, Json][] => {
    const value = key
      .split('.')
      .reduce<Json | undefined>((at, part) => (isJsonObject(at) ? own(at, part) : undefined), json);
    return value === undefined || (value === null && key.includes('.')) ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

/** On one line with a space after commas and colons, and in ASCII, as dbt prints it. */
function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(pythonJson).join(', ')}]`;
  if (!isJsonObject(value)) return asciiJson(value);
  const entries = Object.entries(value).map(([key, each]) => `${asciiJson(key)}: ${pythonJson(each)}`);
  return `{${entries.join(', ')}}`;
}

function asciiJson(value: Json): string {
  // Half a pair at a time, as Python does it.
  return JSON.stringify(value).replaceAll(/[^\x00-\x7e]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
