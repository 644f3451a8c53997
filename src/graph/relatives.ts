import type { Graph } from '../core/graph.js';
import type { NodeId } from '../core/node-parts.js';
import type { Selector } from './selector.js';

/** A set of nodes by id. */
export type Ids = ReadonlySet<NodeId>;

/** Nodes with those that the graph operators of a selector bring along. */
export function withRelatives(graph: Graph, selector: Selector, named: Ids): Ids {
  const { parents, children, childrensParents } = selector;
  if (parents === 0 && children === 0 && !childrensParents) return named;
  const down = (id: NodeId): readonly NodeId[] => graph.children.get(id) ?? [];
  const selected = new Set(named);
  if (childrensParents) {
    const family = new Set([...named, ...walk(named, down, Infinity)]);
    for (const id of [...family, ...ancestorsOf(graph, family)]) selected.add(id);
  }
  for (const id of ancestorsOf(graph, named, parents)) selected.add(id);
  for (const id of walk(named, down, children)) selected.add(id);
  return selected;
}

/** What nodes depend on, so many generations far. */
export function ancestorsOf(graph: Graph, ids: Ids, generations = Infinity): Ids {
  return walk(ids, (id) => graph.nodes.get(id)?.dependsOn ?? [], generations);
}

/** What can be reached in at most so many steps, without the start itself unless a way leads back. */
function walk(start: Ids, next: (id: NodeId) => readonly NodeId[], steps: number): Ids {
  const found = new Set<NodeId>();
  let layer: Iterable<NodeId> = start;
  for (let step = 0; step < steps; step += 1) {
    const fresh: NodeId[] = [];
    for (const id of layer) {
      for (const other of next(id)) {
        if (found.has(other)) continue;
        found.add(other);
        fresh.push(other);
      }
    }
    if (fresh.length === 0) break;
    layer = fresh;
  }
  return found;
}
