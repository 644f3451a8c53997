import type { Graph } from '../core/graph.js';
import type { NodeId } from '../core/node-parts.js';
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
  const waiting = new Set<NodeId>();
  for (const id of selected) {
    for (const child of graph.children.get(id) ?? []) {
      const node = graph.nodes.get(child);
      if (node?.kind !== 'test' && node?.kind !== 'unit_test') continue;
      (mode === 'eager' || isComplete(graph, child, selected) ? direct : waiting).add(child);
    }
  }
  if (mode !== 'buildable' || waiting.size === 0) return { direct, indirect: waiting };
  const near = withAncestors(graph, selected);
  for (const id of waiting) {
    if (isComplete(graph, id, near)) direct.add(id);
  }
  return { direct, indirect: new Set([...waiting].filter((id) => !direct.has(id))) };
}

function isComplete(graph: Graph, test: NodeId, near: Ids): boolean {
  return graph.nodes.get(test)?.dependsOn.every((parent) => near.has(parent)) === true;
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
  const waiting = [...indirect].filter((id) => !direct.has(id));
  if (waiting.length === 0) return direct;
  const near = mode === 'buildable' ? new Set([...direct, ...ancestorsOf(graph, direct)]) : direct;
  return new Set([...direct, ...waiting.filter((id) => isComplete(graph, id, near))]);
}
