import type { Group } from '../core/definitions.js';
import type { Graph } from '../core/graph.js';
import type { JsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { HostObject, Value } from '../jinja/values.js';
import { Dict, hostFunction } from '../jinja/values.js';
import { dictOfJson } from './json-value.js';

/** Gives a node as dbt's dict of it. */
export type Describe = (node: Node) => JsonObject;

/** The parts of `graph` in dbt's order, and the kinds of nodes in each. */
const PARTS: Readonly<Record<string, readonly Node['kind'][]>> = {
  exposures: ['exposure'],
  functions: ['function'],
  groups: [],
  metrics: ['metric'],
  nodes: ['model', 'seed', 'snapshot', 'test', 'analysis', 'operation'],
  sources: ['source'],
  semantic_models: ['semantic_model'],
  saved_queries: ['saved_query'],
  unit_tests: ['unit_test'],
};

/** `graph` in templates: every node by its id. A part is made when it is first asked for. */
export function graphValue(graph: Graph, groups: readonly Group[], describe: Describe): HostObject {
  const made = new Map<string, Value>();
  const part = (name: string): Value | undefined => {
    const known = made.get(name);
    if (known !== undefined || !Object.hasOwn(PARTS, name)) return known;
    const value = name === 'groups' ? groupsDict(groups) : nodesDict(graph, PARTS[name] ?? [], describe);
    made.set(name, value);
    return value;
  };
  return mappingObject('graph', Object.keys(PARTS), part);
}

/** A read-only mapping with the methods of a dict. */
export function mappingObject(
  typeName: string,
  names: readonly string[],
  item: (name: string) => Value | undefined,
): HostObject {
  const found = (key: Value): Value | undefined => (typeof key === 'string' ? item(key) : undefined);
  const methods: { readonly [name: string]: Value } = {
    get: hostFunction('get', (args) => found(args[0] ?? null) ?? args[1] ?? null),
    keys: hostFunction('keys', () => [...names]),
    values: hostFunction('values', () => names.map((name) => item(name) ?? null)),
    items: hostFunction('items', () =>
      names.map((name): Value => ({ kind: 'tuple', items: [name, item(name) ?? null] })),
    ),
  };
  return {
    kind: 'object',
    typeName,
    get: (name) => item(name) ?? (Object.hasOwn(methods, name) ? methods[name] : undefined),
    item: found,
    names: () => names,
    iterate: () => names,
    length: () => names.length,
    contains: (value) => found(value) !== undefined,
    isMapping: true,
    print: () => `<${typeName}>`,
  };
}

function nodesDict(graph: Graph, kinds: readonly Node['kind'][], describe: Describe): Dict {
  const nodes = [...graph.nodes.values()].filter((node) => kinds.includes(node.kind));
  return Dict.from(nodes.map((node) => [node.id, dictOfJson(describe(node))] as const));
}

function groupsDict(groups: readonly Group[]): Dict {
  return Dict.from(groups.map((group) => [group.id, groupDict(group)] as const));
}

function groupDict({ id, name, package: packageName, originalPath, owner, description, config }: Group): Dict {
  return dictOfJson({
    name,
    resource_type: 'group',
    package_name: packageName,
    path: originalPath.slice(originalPath.indexOf('/') + 1),
    original_file_path: originalPath,
    unique_id: id,
    owner: { email: owner.email ?? null, name: owner.name ?? null, ...owner.extra },
    description: description === '' ? null : description,
    config,
  });
}
