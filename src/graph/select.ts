import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import { didYouMean } from '../core/nearest.js';
import type { Node } from '../core/node.js';
import type { Selection } from './indirect.js';
import { NO_NODES, takeComplete, withTests } from './indirect.js';
import type { FoundTest, Selecting } from './node-test.js';
import { nodeTest } from './methods.js';
import type { NamedSelectors } from './named-selectors.js';
import { findSelectors } from './named-selectors.js';
import type { Ids } from './relatives.js';
import { withRelatives } from './relatives.js';
import type { IndirectSelection, Selector } from './selector.js';
import { placed } from './selector.js';
import type { Combination, Specification } from './specification.js';
import { commandSpecification } from './specification.js';
import type { SelectionState } from './state-methods.js';
import { stateTest } from './state-methods.js';

/** What a selection is made from. */
export interface SelectionOptions {
  /** dbt's syntax; several, or several in one text apart by spaces, are united. Everything where it is absent. */
  readonly select?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** A name of `selectors`, instead of `select` and `exclude`. */
  readonly selector?: string | undefined;
  /** What selectors.yml defines. */
  readonly selectors?: NamedSelectors | undefined;
  /** Kinds to keep, after everything else. */
  readonly resourceTypes?: readonly Node['kind'][] | undefined;
  readonly indirect?: IndirectSelection | undefined;
  /** The project's own package. */
  readonly root?: string | undefined;
  /** What `state:`, `result:` and `source_status:` compare with; asked for only where one of them is written. */
  readonly state?: (() => SelectionState) | undefined;
}

/**
 * The nodes that dbt would select. `select/*` errors for what cannot be read, the warning `select/nothing` for a
 * criterion that matches no node. What is selected with errors about is nothing.
 */
export function selectNodes(graph: Graph, options: SelectionOptions): Outcome<Ids> {
  const { root, selectors } = options;
  const evaluation: Evaluation = {
    graph,
    root,
    selectors,
    diagnostics: [],
    mode: options.indirect ?? 'eager',
    state: options.state ?? (() => ({})),
    open: [],
  };
  const specification = specificationOf(options, evaluation);
  const { direct } = specification ? evaluate(evaluation, specification) : { direct: NO_NODES };
  const failed = evaluation.diagnostics.some((each) => each.severity === 'error');
  const value = failed ? NO_NODES : ofKinds(graph, direct, options.resourceTypes);
  return { value, diagnostics: evaluation.diagnostics };
}

interface Evaluation extends Selecting {
  /** For criteria that say nothing else. */
  readonly mode: IndirectSelection;
  readonly diagnostics: Diagnostic[];
  readonly state: () => SelectionState;
  readonly selectors: NamedSelectors | undefined;
  /** Named selectors that are being looked up. */
  readonly open: readonly string[];
}

/** A named selector, what the command line says, or where that says nothing the project's default. */
function specificationOf(options: SelectionOptions, evaluation: Evaluation): Specification | undefined {
  const { select, exclude, selector, selectors, indirect = 'eager' } = options;
  const name = selector ?? (select || exclude ? undefined : selectors?.defaultName);
  if (name === undefined) return commandSpecification(select, exclude, indirect, evaluation.diagnostics);
  const found = findSelectors(selectors, name, { exact: true });
  if (!('problem' in found)) return found.specifications[0];
  evaluation.diagnostics.push(found.problem);
  return undefined;
}

function ofKinds(graph: Graph, ids: Ids, kinds: readonly Node['kind'][] | undefined): Ids {
  if (!kinds) return ids;
  const wanted = new Set(kinds);
  return new Set(
    [...ids].filter((id) => {
      const kind = graph.nodes.get(id)?.kind;
      return kind !== undefined && wanted.has(kind);
    }),
  );
}

function evaluate(evaluation: Evaluation, specification: Specification): Selection {
  switch (specification.kind) {
    case 'all':
      return { direct: new Set(evaluation.graph.nodes.keys()), indirect: NO_NODES };
    case 'criterion':
      return criterion(evaluation, specification.selector);
    case 'union':
    case 'intersection':
    case 'difference':
      return combination(evaluation, specification);
  }
}

function combination(evaluation: Evaluation, { kind, parts, indirect: mode, raw }: Combination): Selection {
  const found = parts.map((part) => evaluate(evaluation, part));
  const direct = combine[kind](found.map((each) => each.direct));
  const indirect = combine[kind](found.map(directAndIndirect));
  const taken = takeComplete(evaluation.graph, mode, { direct, indirect });
  if (taken.size === 0 && raw !== undefined && !hasProblem(evaluation)) {
    evaluation.diagnostics.push(nothing(evaluation.graph, raw));
  }
  return { direct: taken, indirect };
}

function hasProblem({ diagnostics }: Evaluation): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

function directAndIndirect({ direct, indirect }: Selection): Ids {
  return indirect.size === 0 ? direct : new Set([...direct, ...indirect]);
}

const combine: { readonly [kind in Combination['kind']]: (sets: readonly Ids[]) => Ids } = {
  union: (sets) => {
    const [only, ...more] = sets;
    return only && more.length === 0 ? only : new Set(sets.flatMap((set) => [...set]));
  },
  intersection: ([first = NO_NODES, ...rest]) =>
    rest.length === 0 ? first : new Set([...first].filter((id) => rest.every((set) => set.has(id)))),
  difference: ([first = NO_NODES, ...rest]) => new Set([...first].filter((id) => !rest.some((set) => set.has(id)))),
};

function criterion(evaluation: Evaluation, selector: Selector): Selection {
  if (selector.method === 'selector') return namedSelection(evaluation, selector);
  const found = testOf(evaluation, selector);
  if ('problem' in found) {
    evaluation.diagnostics.push(found.problem);
    return { direct: NO_NODES, indirect: NO_NODES };
  }
  const { graph } = evaluation;
  const named = new Set<string>();
  for (const node of graph.nodes.values()) if (found.test(node)) named.add(node.id);
  return withTests(graph, selector.indirect ?? evaluation.mode, withRelatives(graph, selector, named));
}

function testOf(evaluation: Evaluation, selector: Selector): FoundTest {
  const { method } = selector;
  if (method === 'state' || method === 'result' || method === 'source_status') {
    return stateTest(method, selector, evaluation.state());
  }
  if (method === 'selector') return { test: () => false };
  return nodeTest(method, selector, evaluation);
}

/** Definitions bring their own tests, so that none are added to what the operators reach from them. */
function namedSelection(evaluation: Evaluation, selector: Selector): Selection {
  const { raw, value, at } = selector;
  const found = findSelectors(evaluation.selectors, value, { raw, at });
  const problems = 'problem' in found ? found.problem : circle(evaluation, selector);
  if (problems || 'problem' in found) {
    if (problems) evaluation.diagnostics.push(problems);
    return { direct: NO_NODES, indirect: NO_NODES };
  }
  const inner: Evaluation = { ...evaluation, open: [...evaluation.open, value] };
  const named = combine.union(found.specifications.map((each) => evaluate(inner, each).direct));
  return { direct: withRelatives(evaluation.graph, selector, named), indirect: NO_NODES };
}

function circle({ open }: Evaluation, { raw, value, at }: Selector): Diagnostic | undefined {
  if (!open.includes(value)) return undefined;
  const way = [...open.slice(open.indexOf(value)), value].join(' -> ');
  return problem('select/cycle', `Selector "${raw}" needs itself: ${way}.`, placed(at));
}

function nothing(graph: Graph, word: string): Diagnostic {
  const plain = word.replace(/^@?(?:\d*\+)?/, '').replace(/\+\d*$/, '');
  const hint = hintFor(graph, plain);
  return problem('select/nothing', `The selection criterion '${word}' does not match any enabled nodes.`, {
    severity: 'warning',
    hint,
  });
}

function hintFor(graph: Graph, plain: string): string {
  if (plain === '' || /^,|,$|:$/.test(plain)) return 'It names nothing; take out the space, comma or colon too many.';
  if (plain.startsWith('config:')) return 'Say which key, for example config.materialized:table.';
  return didYouMean(plain, namesOf(graph)) ?? 'List what there is with: jiggy ls';
}

function namesOf(graph: Graph): readonly string[] {
  return [...graph.nodes.values()].flatMap((node) =>
    node.kind === 'source' ? [`source:${node.sourceName}.${node.name}`] : [node.name],
  );
}
