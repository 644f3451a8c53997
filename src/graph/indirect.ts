import type { Graph } from '../core/graph.js';
import type { Ids } from './relatives.js';
import { ancestorsOf } from './relatives.js';
import type { IndirectSelection } from './selector.js';

/** What a criterion takes, and tests beside it that come in when all their parents do. */
export interface Selection {
  readonly direct: Ids;
  readonly indirect: Ids;
}

/** No node at all. */
export const NO_NODES: Ids = new Set();

/** Adds the data tests and unit tests of what is selected, by the rule of the mode. */
export function withTests(graph: Graph, mode: IndirectSelection, selected: Ids): Selection {
  if (mode === 'empty') return { direct: selected, indirect: NO_NODES };
  const direct = new Set(selected);
  const indirect = new Set<string>();
  const near = mode === 'buildable' ? withAncestors(graph, selected) : selected;
  for (const id of selected) {
    for (const child of graph.children.get(id) ?? []) {
      const node = graph.nodes.get(child);
      if (node?.kind !== 'test' && node?.kind !== 'unit_test') continue;
      const complete = mode === 'eager' || node.dependsOn.every((parent) => near.has(parent));
      (complete ? direct : indirect).add(child);
    }
  }
  return { direct, indirect };
}

/** For `buildable` every source counts as there, as in dbt. */
function withAncestors(graph: Graph, selected: Ids): Ids {
  const near = new Set([...selected, ...ancestorsOf(graph, selected)]);
  for (const node of graph.nodes.values()) if (node.kind === 'source') near.add(node.id);
  return near;
}

/** Tests that waited for their other parents come in when a set operation brought these together. */
export function takeComplete(graph: Graph, mode: IndirectSelection, { direct, indirect }: Selection): Ids {
  if (mode === 'eager' || mode === 'empty' || direct.size === graph.nodes.size) return direct;
  const near = mode === 'buildable' ? new Set([...direct, ...ancestorsOf(graph, direct)]) : direct;
  const complete = [...indirect].filter((id) => graph.nodes.get(id)?.dependsOn.every((parent) => near.has(parent)));
  return complete.length === 0 ? direct : new Set([...direct, ...complete]);
}
