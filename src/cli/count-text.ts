import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';

const NAMES: { readonly [kind in Node['kind']]: string } = {
  model: 'model',
  seed: 'seed',
  snapshot: 'snapshot',
  function: 'function',
  source: 'source table',
  test: 'data test',
  unit_test: 'unit test',
  analysis: 'analysis',
  operation: 'operation',
  exposure: 'exposure',
  metric: 'metric',
  semantic_model: 'semantic model',
  saved_query: 'saved query',
};

/** What a graph holds: `3 models, 1 seed, 12 data tests` */
export function countText(graph: Graph): string {
  const counts = new Map<Node['kind'], number>();
  for (const node of graph.nodes.values()) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  const kinds = Object.keys(NAMES) as Node['kind'][];
  const parts = kinds.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? NAMES[kind] : pluralOf(NAMES[kind])}`];
  });
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function pluralOf(name: string): string {
  if (name === 'analysis') return 'analyses';
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
