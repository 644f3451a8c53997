import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { EarlierResults } from '../core/manifest-view.js';
import { didYouMean } from '../core/nearest.js';
import type { NodeTest } from './node-test.js';
import type { Selector, stateMethods } from './selector.js';
import type { StateComparison, StateKind } from './state.js';
import { STATE_KINDS } from './state.js';

/** What `state:`, `result:` and `source_status:` look at; each part absent where there is no file to look at. */
export interface SelectionState extends EarlierResults {
  readonly comparison?: StateComparison;
}

type StateMethod = (typeof stateMethods)[number];

/** The test that a selector stands for, or why it stands for none. */
export type Found = { readonly test: NodeTest } | { readonly problem: Diagnostic };

/** The test of one of these methods; `select/*` where there is nothing to compare with. */
export function stateTest(method: StateMethod, selector: Selector, state: SelectionState): Found {
  return makers[method](selector, state);
}

const makers: { readonly [method in StateMethod]: (selector: Selector, state: SelectionState) => Found } = {
  state: ({ raw, value }, { comparison }) => {
    const kind = STATE_KINDS.find((each) => each === value);
    if (!kind) return { problem: unknownKind(raw, value) };
    return comparison ? { test: stateKindTest(comparison, kind) } : missing(raw, 'manifest.json');
  },
  result: ({ raw, value }, { statuses }) => {
    if (!statuses) return missing(raw, 'run_results.json');
    return { test: (node) => statuses.get(node.id) === value };
  },
  source_status: ({ raw, value }, { fresher }) => {
    if (value !== 'fresher') return { problem: unknownStatus(raw, value) };
    return fresher ? { test: (node) => fresher.has(node.id) } : missing(raw, 'sources.json');
  },
};

function stateKindTest(comparison: StateComparison, kind: StateKind): NodeTest {
  return (node) => comparison.is(kind, node.id);
}

function unknownKind(raw: string, value: string): Diagnostic {
  const hint = didYouMean(value, STATE_KINDS) ?? `State selectors are: ${STATE_KINDS.join(', ')}.`;
  return problem('select/syntax', `Selector "${raw}": there is no state ${value}.`, { hint });
}

function unknownStatus(raw: string, value: string): Diagnostic {
  return problem('select/syntax', `Selector "${raw}": there is no source status ${value}.`, {
    hint: 'The only one is source_status:fresher.',
  });
}

function missing(raw: string, file: string): Found {
  const hint =
    file === 'sources.json'
      ? 'It needs sources.json in the folder of --state and a newer one in the target folder (jiggy source freshness).'
      : `Name the folder of an earlier ${file} with --state.`;
  return { problem: problem('select/no-state', `Selector "${raw}" has no ${file} to compare with.`, { hint }) };
}
