import type { Node } from './node.js';
import type { NodeId } from './node-parts.js';

/** All nodes, linked. Tests are edges: a child waits for its parents' error-level tests. */
export interface Graph {
  readonly nodes: ReadonlyMap<NodeId, Node>;
  /** Every node after all it depends on; ties broken by id, so that the same project gives the same order. */
  readonly order: readonly NodeId[];
  /** Parent -> the nodes that name it, tests among them. */
  readonly children: ReadonlyMap<NodeId, readonly NodeId[]>;
}
