import type { Graph } from '../../core/graph.js';
import type { Model, Node, Seed, Snapshot, Source, SqlFunction } from '../../core/node.js';

/** What a ref can point to. */
export type Referred = Model | Seed | Snapshot;

/** What a ref names. */
export interface RefName {
  readonly name: string;
  readonly package?: string;
  readonly version?: string | number;
}

/** Finds nodes of a graph by what templates call them. */
export interface GraphNames {
  readonly refs: ReadonlyMap<string, readonly Referred[]>;
  readonly sources: ReadonlyMap<string, readonly Source[]>;
  readonly functions: ReadonlyMap<string, SqlFunction>;
}

const known = new WeakMap<Graph, GraphNames>();

/** The names of a graph; made once for each. */
export function graphNames(graph: Graph): GraphNames {
  const before = known.get(graph);
  if (before) return before;
  const names = namesOf(graph.nodes.values());
  known.set(graph, names);
  return names;
}

function namesOf(nodes: Iterable<Node>): GraphNames {
  const refs = new Map<string, Referred[]>();
  const sources = new Map<string, Source[]>();
  const functions = new Map<string, SqlFunction>();
  for (const node of nodes) {
    if (node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot') append(refs, node.name, node);
    else if (node.kind === 'source') append(sources, `${node.sourceName}.${node.name}`, node);
    else if (node.kind === 'function') functions.set(node.name, node);
  }
  return { refs, sources, functions };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The node that a ref means. `packages` are searched in this order before all others, where the ref names none. */
export function findRef(names: GraphNames, ref: RefName, packages: readonly string[]): Referred | undefined {
  const named = names.refs.get(ref.name) ?? [];
  const fitting = named.filter((node) => fitsVersion(node, ref.version));
  if (ref.package !== undefined) return fitting.find((node) => node.package === ref.package);
  for (const each of packages) {
    const found = fitting.find((node) => node.package === each);
    if (found) return found;
  }
  return fitting[0];
}

function fitsVersion(node: Referred, version: string | number | undefined): boolean {
  const own = node.kind === 'model' ? node.version : undefined;
  if (version !== undefined) return own !== undefined && String(own) === String(version);
  return node.kind !== 'model' || own === undefined || String(own) === String(node.latestVersion);
}

/** The table that a source call means; the node's own package and the root project come first. */
export function findSource(
  names: GraphNames,
  source: string,
  table: string,
  packages: readonly string[],
): Source | undefined {
  const named = names.sources.get(`${source}.${table}`) ?? [];
  for (const each of packages) {
    const found = named.find((node) => node.package === each);
    if (found) return found;
  }
  return named[0];
}
