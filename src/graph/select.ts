import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import { didYouMean } from '../core/nearest.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { NodeTest } from './methods.js';
import { nodeTest } from './methods.js';
import type { Selector } from './selector.js';
import { parseSelector } from './selector.js';
import type { SelectionState } from './state-methods.js';
import { stateTest } from './state-methods.js';

/** Which tests come along with the nodes that they test; dbt's `--indirect-selection`. */
export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

export interface SelectionOptions {
  /** dbt's syntax; several, or several in one text apart by spaces, are united. Everything where it is absent. */
  readonly select?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Kinds to keep, after everything else. */
  readonly resourceTypes?: readonly Node['kind'][] | undefined;
  readonly indirect?: IndirectSelection | undefined;
  /** What `state:`, `result:` and `source_status:` compare with; asked for only where one of them is written. */
  readonly state?: (() => SelectionState) | undefined;
}

type Ids = ReadonlySet<NodeId>;

/** What a criterion takes, and tests beside it that come in when all their parents do. */
interface Selection {
  readonly direct: Ids;
  readonly indirect: Ids;
}

const NOTHING: Selection = { direct: new Set(), indirect: new Set() };

/**
 * The nodes that dbt would select. `select/*` errors for what cannot be read, the warning `select/nothing` for a
 * criterion that matches no node.
 */
export function selectNodes(graph: Graph, options: SelectionOptions): Outcome<ReadonlySet<NodeId>> {
  const mode = options.indirect ?? 'eager';
  const selecting: Selecting = { graph, mode, diagnostics: [], state: options.state ?? (() => ({})) };
  const all: Selection = { direct: new Set(graph.nodes.keys()), indirect: new Set() };
  const included = options.select === undefined ? all : union(selecting, options.select);
  const excluded = options.exclude === undefined ? NOTHING : union(selecting, options.exclude);
  const failed = selecting.diagnostics.some((each) => each.severity === 'error');
  const chosen = failed ? new Set<NodeId>() : difference(selecting, included, excluded);
  const kinds = options.resourceTypes;
  const value = kinds ? new Set([...chosen].filter((id) => isKind(graph, id, kinds))) : chosen;
  return { value, diagnostics: selecting.diagnostics };
}

interface Selecting {
  readonly graph: Graph;
  readonly mode: IndirectSelection;
  readonly diagnostics: Diagnostic[];
  readonly state: () => SelectionState;
}

function isKind(graph: Graph, id: NodeId, kinds: readonly Node['kind'][]): boolean {
  const kind = graph.nodes.get(id)?.kind;
  return kind !== undefined && kinds.includes(kind);
}

function union(selecting: Selecting, texts: readonly string[]): Selection {
  const words = texts.flatMap((text) => text.split(' ')).filter((word) => word !== '');
  const parts = words.map((word) => intersection(selecting, word));
  const direct = new Set(parts.flatMap((part) => [...part.direct]));
  const indirect = new Set(parts.flatMap((part) => [...part.direct, ...part.indirect]));
  return { direct: takeComplete(selecting, direct, indirect), indirect };
}

function intersection(selecting: Selecting, word: string): Selection {
  const parts = word.split(',').map((text) => criterion(selecting, text));
  if (parts.includes(undefined)) return NOTHING;
  const found = parts.filter((part) => part !== undefined);
  const direct = intersect(found.map((part) => part.direct));
  const indirect = intersect(found.map((part) => new Set([...part.direct, ...part.indirect])));
  const taken = takeComplete(selecting, direct, indirect);
  if (taken.size === 0) selecting.diagnostics.push(nothing(selecting.graph, word));
  return { direct: taken, indirect };
}

function difference(selecting: Selecting, included: Selection, excluded: Selection): Ids {
  const direct = new Set([...included.direct].filter((id) => !excluded.direct.has(id)));
  const indirect = new Set(
    [...included.direct, ...included.indirect].filter((id) => !excluded.direct.has(id) && !excluded.indirect.has(id)),
  );
  return takeComplete(selecting, direct, indirect);
}

function intersect(sets: readonly Ids[]): Ids {
  const [first, ...rest] = sets;
  return new Set([...(first ?? [])].filter((id) => rest.every((set) => set.has(id))));
}

/** Nothing where the text cannot be read. */
function criterion(selecting: Selecting, text: string): Selection | undefined {
  const read = parseSelector(text);
  if ('problem' in read) {
    selecting.diagnostics.push(read.problem);
    return undefined;
  }
  const { graph } = selecting;
  const test = testOf(selecting, read.selector);
  if (!test) return undefined;
  const named = [...graph.nodes.values()].filter(test).map((node) => node.id);
  return withTests(selecting, withRelatives(graph, read.selector, new Set(named)));
}

function testOf(selecting: Selecting, selector: Selector): NodeTest | undefined {
  const { method } = selector;
  if (method !== 'state' && method !== 'result' && method !== 'source_status') return nodeTest(method, selector);
  const found = stateTest(method, selector, selecting.state());
  if ('test' in found) return found.test;
  selecting.diagnostics.push(found.problem);
  return undefined;
}

function withRelatives(graph: Graph, selector: Selector, named: Ids): Ids {
  const up = (id: NodeId): readonly NodeId[] => graph.nodes.get(id)?.dependsOn ?? [];
  const down = (id: NodeId): readonly NodeId[] => graph.children.get(id) ?? [];
  const selected = new Set(named);
  if (selector.childrensParents) {
    const family = new Set([...named, ...walk(named, down, Infinity)]);
    for (const id of [...family, ...walk(family, up, Infinity)]) selected.add(id);
  }
  for (const id of walk(named, up, selector.parents)) selected.add(id);
  for (const id of walk(named, down, selector.children)) selected.add(id);
  return selected;
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

/** Adds the tests of what is selected, by the rule of the mode. */
function withTests(selecting: Selecting, selected: Ids): Selection {
  const { graph, mode } = selecting;
  if (mode === 'empty') return { direct: selected, indirect: new Set() };
  const direct = new Set(selected);
  const indirect = new Set<NodeId>();
  const near = mode === 'buildable' ? withAncestors(graph, selected) : selected;
  for (const id of selected) {
    for (const child of graph.children.get(id) ?? []) {
      const node = graph.nodes.get(child);
      if (node?.kind !== 'test') continue;
      const complete = node.dependsOn.every((parent) => near.has(parent));
      if (mode === 'eager' || complete) direct.add(child);
      else indirect.add(child);
    }
  }
  return { direct, indirect };
}

/** For `buildable` every source counts as there, as in dbt. */
function withAncestors(graph: Graph, selected: Ids): Ids {
  const ancestors = walk(selected, (id) => graph.nodes.get(id)?.dependsOn ?? [], Infinity);
  const sources = [...graph.nodes.values()].filter((node) => node.kind === 'source').map((node) => node.id);
  return new Set([...selected, ...ancestors, ...sources]);
}

/** Tests that waited for their other parents come in when a set operation brought these together. */
function takeComplete(selecting: Selecting, direct: Ids, indirect: Ids): Ids {
  const { graph, mode } = selecting;
  if (mode === 'eager' || mode === 'empty') return direct;
  const ancestors = walk(direct, (id) => graph.nodes.get(id)?.dependsOn ?? [], Infinity);
  const near = mode === 'buildable' ? new Set([...direct, ...ancestors]) : direct;
  const complete = [...indirect].filter((id) => graph.nodes.get(id)?.dependsOn.every((parent) => near.has(parent)));
  return new Set([...direct, ...complete]);
}

function nothing(graph: Graph, word: string): Diagnostic {
  const plain = word.replace(/^@?(?:\d*\+)?/, '').replace(/\+\d*$/, '');
  const hint = didYouMean(plain, namesOf(graph)) ?? 'List what there is with: jiggy ls';
  return problem('select/nothing', `The selection criterion '${word}' does not match any enabled nodes.`, {
    severity: 'warning',
    hint,
  });
}

function namesOf(graph: Graph): readonly string[] {
  return [...graph.nodes.values()].flatMap((node) =>
    node.kind === 'source' ? [`source:${node.sourceName}.${node.name}`] : [node.name],
  );
}
