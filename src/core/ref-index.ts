import type { Model, Node, Seed, Snapshot, Source } from './node.js';

/** What a ref can point to. */
export type Referable = Model | Seed | Snapshot;

/** What a ref or source call asks for, and from where. */
export interface Asked {
  readonly package?: string | undefined;
  readonly version?: string | number | undefined;
}

/** Finds nodes by what templates call them. */
export interface RefIndex {
  /**
   * The model, seed or snapshot of that name. Without a package, those of `packages` come first, in their order. Without
   * a version, the latest of a versioned model.
   */
  ref(name: string, asked: Asked, packages: readonly string[]): Referable | undefined;
  source(source: string, table: string, packages: readonly string[]): Source | undefined;
  /** All of that name, whatever their package and version. */
  named(name: string): readonly Referable[];
  readonly refNames: readonly string[];
  /** `source.table` of every source table. */
  readonly sourceNames: readonly string[];
}

export function indexRefs(nodes: Iterable<Node>): RefIndex {
  const refs = new Map<string, Referable[]>();
  const sources = new Map<string, Source[]>();
  for (const node of nodes) {
    if (node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot') append(refs, node.name, node);
    else if (node.kind === 'source') append(sources, `${node.sourceName}.${node.name}`, node);
  }
  const named = (name: string): readonly Referable[] => refs.get(name) ?? [];
  return {
    named,
    ref: (name, asked, packages) => {
      const fitting = named(name).filter((node) => isVersion(node, asked.version));
      if (asked.package !== undefined) return fitting.find((node) => node.package === asked.package);
      return firstOf(fitting, packages);
    },
    source: (source, table, packages) => firstOf(sources.get(`${source}.${table}`) ?? [], packages),
    refNames: [...refs.keys()],
    sourceNames: [...sources.keys()],
  };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function firstOf<T extends Node>(nodes: readonly T[], packages: readonly string[]): T | undefined {
  if (nodes.length < 2) return nodes[0];
  for (const each of packages) {
    const found = nodes.find((node) => node.package === each);
    if (found) return found;
  }
  return nodes[0];
}

function isVersion(node: Referable, version: string | number | undefined): boolean {
  const own = node.kind === 'model' ? node.version : undefined;
  if (version !== undefined) return own !== undefined && String(own) === String(version);
  return node.kind !== 'model' || own === undefined || String(own) === String(node.latestVersion);
}
