import type { Graph } from '../../core/graph.js';
import type { SqlFunction } from '../../core/node.js';
import type { RefIndex } from '../../core/ref-index.js';
import { indexRefs } from '../../core/ref-index.js';

/** Finds nodes of a graph by what templates call them. */
export interface GraphNames {
  readonly refs: RefIndex;
  readonly functions: ReadonlyMap<string, SqlFunction>;
}

const known = new WeakMap<Graph, GraphNames>();

/** The names of a graph; made once for each. */
export function graphNames(graph: Graph): GraphNames {
  const before = known.get(graph);
  if (before) return before;
  const nodes = [...graph.nodes.values()];
  const functions = new Map(nodes.flatMap((node) => (node.kind === 'function' ? [[node.name, node] as const] : [])));
  const names = { refs: indexRefs(nodes), functions };
  known.set(graph, names);
  return names;
}
