import type { Model, Node, Seed, Source } from './node.js';

/** What a ref can point to. */
export type Referable = Model | Seed;

/** Finds nodes by what templates call them. */
export interface RefIndex {
  /** The model or seed of that name; `package` narrows it. */
  ref(name: string, inPackage?: string): Referable | undefined;
  source(source: string, table: string): Source | undefined;
  readonly refNames: readonly string[];
  /** `source.table` of every source table. */
  readonly sourceNames: readonly string[];
}

export function indexRefs(nodes: Iterable<Node>): RefIndex {
  const refs = new Map<string, Referable>();
  const sources = new Map<string, Source>();
  for (const node of nodes) {
    if (node.kind === 'model' || node.kind === 'seed') refs.set(node.name, node);
    else if (node.kind === 'source') sources.set(`${node.sourceName}.${node.name}`, node);
  }
  return {
    ref(name, inPackage) {
      const found = refs.get(name);
      return inPackage === undefined || found?.package === inPackage ? found : undefined;
    },
    source: (source, table) => sources.get(`${source}.${table}`),
    refNames: [...refs.keys()],
    sourceNames: [...sources.keys()],
  };
}
