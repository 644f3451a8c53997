import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import { isEphemeral } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';

/**
 * What a node reads in the database: its parents, and in the place of an ephemeral one what that reads itself.
 * Each once, in the order in which they are named.
 */
export function readParents(graph: Graph, node: Node): readonly NodeId[] {
  const found = new Set<NodeId>();
  const seen = new Set<NodeId>();
  const add = (id: NodeId): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const parent = graph.nodes.get(id);
    if (parent && isEphemeral(parent)) for (const each of parent.dependsOn) add(each);
    else found.add(id);
  };
  for (const id of node.dependsOn) add(id);
  return [...found];
}
