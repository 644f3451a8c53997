import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { cycleProblems } from './cycle-problems.js';
import type { LinkOptions } from './linker.js';
import { Linker } from './linker.js';
import { longNames } from './long-names.js';
import { childrenOf, topologicalOrder } from './order.js';

/**
 * Resolves refs, source calls and metrics into `dependsOn` and orders the nodes.
 *
 * Errors: `model/unknown-ref`, `model/unknown-source` (with the nearest name, or that the thing is disabled),
 * `model/private-ref`, `model/unknown-group`, `graph/cycle` with the whole path, `graph/long-name`. A test that names
 * something unknown or disabled is left out: silently where it is disabled, with the warning `test/unknown-ref` where it
 * is unknown (dbt's rule).
 */
export function linkGraph(
  nodes: readonly Node[],
  disabled: readonly Node[] = [],
  options: LinkOptions = {},
): Outcome<Graph> {
  const linker = new Linker(nodes, disabled, options);
  const linked = nodes.flatMap((node) => linker.link(node));
  const byId = new Map(linked.map((node) => [node.id, node]));
  const dependencies = new Map(linked.map((node) => [node.id, node.dependsOn.filter((id) => byId.has(id))]));
  const children = childrenOf(dependencies);
  const order = topologicalOrder(dependencies, children);
  const cycles = order.length < byId.size ? cycleProblems(byId, dependencies, new Set(order)) : [];
  const diagnostics: Diagnostic[] = [...linker.diagnostics, ...cycles, ...longNames(linked)];
  return { value: { nodes: byId, order: withLeftOver(order, byId), children }, diagnostics };
}

/** Nodes on a circle come last, so that later stages still see every node. */
function withLeftOver(order: readonly NodeId[], nodes: ReadonlyMap<NodeId, Node>): readonly NodeId[] {
  if (order.length === nodes.size) return order;
  const known = new Set(order);
  return [...order, ...[...nodes.keys()].filter((id) => !known.has(id)).sort()];
}
