import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import { didYouMean } from '../core/nearest.js';
import type { DataTest, Model, Node } from '../core/node.js';
import type { NodeId, Ref, SourceRef } from '../core/node-parts.js';
import type { RefIndex } from '../core/ref-index.js';
import { indexRefs } from '../core/ref-index.js';
import type { Place } from '../core/source-file.js';
import { longNames } from './long-names.js';
import { childrenOf, findCycles, topologicalOrder } from './order.js';

/** A node that names others in its template. */
type Referring = Model | DataTest;

/**
 * Resolves refs and source calls into `dependsOn` and orders the nodes.
 *
 * Errors: `model/unknown-ref`, `model/unknown-source` (with the nearest name, or that the thing is disabled),
 * `graph/cycle` with the whole path, `graph/long-name`. A test that names something unknown or disabled is left out:
 * silently where it is disabled, with the warning `test/unknown-ref` where it is unknown (dbt's rule).
 */
export function linkGraph(nodes: readonly Node[], disabled: readonly Node[] = []): Outcome<Graph> {
  const linker = new Linker(indexRefs(nodes), indexRefs(disabled));
  const linked = nodes.flatMap((node) => linker.link(node));
  const byId = new Map(linked.map((node) => [node.id, node]));
  const dependencies = new Map(linked.map((node) => [node.id, node.dependsOn]));
  const children = childrenOf(dependencies);
  const order = topologicalOrder(dependencies, children);
  const cycles = order.length < byId.size ? cycleProblems(byId, dependencies, new Set(order)) : [];
  const diagnostics = [...linker.diagnostics, ...cycles, ...longNames(linked)];
  return { value: { nodes: byId, order: withLeftOver(order, byId), children }, diagnostics };
}

/** Nodes on a circle come last, so that later stages still see every node. */
function withLeftOver(order: readonly NodeId[], nodes: ReadonlyMap<NodeId, Node>): readonly NodeId[] {
  if (order.length === nodes.size) return order;
  const known = new Set(order);
  return [...order, ...[...nodes.keys()].filter((id) => !known.has(id)).sort()];
}

/** Has the lifetime of one linking; gathers what it has to say. */
class Linker {
  readonly diagnostics: Diagnostic[] = [];
  readonly #known: RefIndex;
  readonly #disabled: RefIndex;

  constructor(known: RefIndex, disabled: RefIndex) {
    this.#known = known;
    this.#disabled = disabled;
  }

  /** The node with its dependencies; nothing for a test that cannot be asked. */
  link(node: Node): readonly Node[] {
    if (node.kind !== 'model' && node.kind !== 'test') return [node];
    const parents = new Set<NodeId>();
    let complete = true;
    for (const ref of node.sources) {
      const found = this.#known.source(ref.source, ref.table);
      if (found) parents.add(found.id);
      else complete = this.#unknownSource(node, ref);
    }
    for (const ref of node.refs) {
      const found = this.#known.ref(ref.name, ref.package);
      if (found) parents.add(found.id);
      else complete = this.#unknownRef(node, ref);
    }
    return complete || node.kind === 'model' ? [{ ...node, dependsOn: [...parents] }] : [];
  }

  #unknownRef(node: Referring, ref: Ref): false {
    const call = `ref('${ref.package === undefined ? ref.name : `${ref.package}', '${ref.name}`}')`;
    const isDisabled = this.#disabled.ref(ref.name) !== undefined;
    const elsewhere = ref.package === undefined ? undefined : this.#known.ref(ref.name);
    const hint = elsewhere
      ? `${ref.name} is in package ${elsewhere.package}.`
      : didYouMean(ref.name, this.#known.refNames);
    this.#unknown(node, { call, at: ref.at, isDisabled, hint, code: 'model/unknown-ref', what: 'model or seed' });
    return false;
  }

  #unknownSource(node: Referring, ref: SourceRef): false {
    const call = `source('${ref.source}', '${ref.table}')`;
    const isDisabled = this.#disabled.source(ref.source, ref.table) !== undefined;
    const hint =
      didYouMean(`${ref.source}.${ref.table}`, this.#known.sourceNames) ??
      'Declare the table under sources: in a .yml file below models/.';
    this.#unknown(node, { call, at: ref.at, isDisabled, hint, code: 'model/unknown-source', what: 'source' });
    return false;
  }

  #unknown(node: Referring, found: Unknown): void {
    if (node.kind === 'test' && found.isDisabled) return;
    const subject = `${node.kind === 'test' ? 'Test' : 'Model'} ${node.name}`;
    const message = found.isDisabled
      ? `${subject} needs ${found.call}, which is disabled.`
      : `${subject} needs ${found.call}, but there is no such ${found.what}.`;
    const hint = found.isDisabled ? 'Enable it, or take the call out.' : found.hint;
    const more = { at: found.at, ...(hint === undefined ? {} : { hint }) };
    this.diagnostics.push(
      node.kind === 'model'
        ? problem(found.code, message, more)
        : problem('test/unknown-ref', `${message} The test is left out.`, { ...more, severity: 'warning' }),
    );
  }
}

interface Unknown {
  readonly call: string;
  readonly at: Place;
  readonly isDisabled: boolean;
  readonly hint: string | undefined;
  readonly code: Diagnostic['code'];
  readonly what: string;
}

function cycleProblems(
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
  if (from?.kind !== 'model' && from?.kind !== 'test') return undefined;
  return from.refs.find((ref) => ref.name === to?.name)?.at;
}
