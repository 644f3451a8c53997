import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { Place } from '../core/source-file.js';
import { findCycles } from './order.js';

/** `graph/cycle` for each circle among the nodes that could not be ordered, with the whole path. */
export function cycleProblems(
  nodes: ReadonlyMap<NodeId, Node>,
  dependencies: ReadonlyMap<NodeId, readonly NodeId[]>,
  ordered: ReadonlySet<NodeId>,
): Diagnostic[] {
  const left = new Map([...dependencies].filter(([id]) => !ordered.has(id)));
  return findCycles(left).map((cycle) => cycleProblem(nodes, cycle));
}

function cycleProblem(nodes: ReadonlyMap<NodeId, Node>, cycle: readonly NodeId[]): Diagnostic {
  const round = [...cycle, ...cycle.slice(0, 1)];
  const names = round.map((id) => nodes.get(id)?.name ?? id);
  const edges = cycle.map((id, index) => ({
    note: `${names[index] ?? id} needs ${names[index + 1] ?? ''}`,
    at: placeOfRef(nodes.get(id), nodes.get(round[index + 1] ?? '')),
  }));
  const [first, ...rest] = edges;
  const message =
    cycle.length === 1
      ? `Model ${names[0] ?? ''} needs itself: ${names.join(' -> ')}.`
      : `Models need each other in a circle: ${names.join(' -> ')}.`;
  return problem('graph/cycle', message, {
    ...(first?.at ? { at: first.at } : {}),
    also: rest.map(({ note, at }) => ({ note, ...(at ? { at } : {}) })),
    hint: 'Take one of these refs out, or move what both need into a model of its own.',
  });
}

function placeOfRef(from: Node | undefined, to: Node | undefined): Place | undefined {
  if (!from || !('refs' in from)) return undefined;
  return from.refs.find((ref) => ref.name === to?.name)?.at;
}
