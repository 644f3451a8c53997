import { DiagnosticError, problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { Node } from '../core/node.js';

type Kinds = readonly Node['kind'][];

const DEFAULTS: Kinds = [
  ...(['model', 'snapshot', 'seed', 'test', 'source', 'exposure', 'metric'] as const),
  ...(['saved_query', 'semantic_model', 'unit_test', 'function'] as const),
];

const ALL: Kinds = [...DEFAULTS, 'analysis'];

/** The kinds that `--resource-type` and `--exclude-resource-type` leave; without both those that `ls` lists. */
export function chosenKinds(included: readonly string[] | undefined, excluded: readonly string[] | undefined): Kinds {
  const taken = included ? new Set(included.flatMap((type) => kindsOf(type, true))) : new Set(DEFAULTS);
  for (const kind of (excluded ?? []).flatMap((type) => kindsOf(type, false))) taken.delete(kind);
  return [...taken];
}

function kindsOf(type: string, allowsAll: boolean): Kinds {
  if (type === 'all' && allowsAll) return ALL;
  if (type === 'default') return DEFAULTS;
  const kind = ALL.find((each) => each === type);
  if (kind) return [kind];
  const known = [...ALL, 'default', ...(allowsAll ? ['all'] : [])];
  const hint = didYouMean(type, known) ?? `Types are: ${known.join(', ')}.`;
  throw new DiagnosticError(problem('usage/resource-type', `There is no resource type ${type}.`, { hint }));
}
