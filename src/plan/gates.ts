import type { Graph } from '../core/graph.js';
import type { DataTest } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';

/**
 * Tests as edges, dbt's rule: a node waits for a test when the test reads nothing but ancestors of the node.
 * Gives for each node the error-level tests among `tests` that must not fail before it is built.
 */
export function gatesOf(graph: Graph, tests: readonly DataTest[]): (node: NodeId) => readonly NodeId[] {
  const gating = tests.filter((test) => test.severity === 'error' && test.dependsOn.length > 0);
  const byParent = new Map<NodeId, DataTest[]>();
  for (const test of gating) {
    for (const parent of test.dependsOn) byParent.set(parent, [...(byParent.get(parent) ?? []), test]);
  }
  const ancestors = ancestry(graph);
  return (node) => {
    const above = ancestors(node);
    const candidates = new Set([...above].flatMap((parent) => byParent.get(parent) ?? []));
    return [...candidates].filter((test) => test.dependsOn.every((parent) => above.has(parent))).map((test) => test.id);
  };
}

function ancestry(graph: Graph): (node: NodeId) => ReadonlySet<NodeId> {
  const known = new Map<NodeId, ReadonlySet<NodeId>>();
  return function of(id: NodeId): ReadonlySet<NodeId> {
    const ready = known.get(id);
    if (ready) return ready;
    const found = new Set<NodeId>();
    // Parents come first in the graph's order, so the recursion is as deep as the longest chain at most.
    for (const parent of graph.nodes.get(id)?.dependsOn ?? []) {
      found.add(parent);
      for (const each of of(parent)) found.add(each);
    }
    known.set(id, found);
    return found;
  };
}
