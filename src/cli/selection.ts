import { DiagnosticError, problem, valueOf } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { IndirectSelection } from '../graph/select.js';
import { selectNodes } from '../graph/select.js';
import type { Context } from './context.js';
import type { OpenedProject } from './project.js';
import type { StateFlags } from './state.js';
import { selectionState } from './state.js';

/** Flags of `withSelectionOptions`. */
export interface SelectionFlags extends StateFlags {
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly resourceType?: readonly string[];
  readonly indirectSelection?: IndirectSelection;
}

/** The nodes that the flags choose. Warnings are reported; what cannot be read ends the command. */
export function selectWith(context: Context, opened: OpenedProject, flags: SelectionFlags): ReadonlySet<NodeId> {
  const selection = selectNodes(opened.graph, {
    select: flags.select,
    exclude: flags.exclude,
    indirect: flags.indirectSelection,
    resourceTypes: flags.resourceType && resourceTypes(flags.resourceType),
    state: selectionState(context, opened, flags),
  });
  const selected = valueOf(selection);
  context.report(selection.diagnostics);
  return selected;
}

const KINDS: readonly Node['kind'][] = ['model', 'seed', 'source', 'test'];

/** dbt's types, of which this version has some nodes. */
const KNOWN: { readonly [type: string]: readonly Node['kind'][] } = {
  model: ['model'],
  seed: ['seed'],
  source: ['source'],
  test: ['test'],
  data_test: ['test'],
  all: KINDS,
  default: KINDS,
  snapshot: [],
  analysis: [],
  exposure: [],
  metric: [],
  semantic_model: [],
  saved_query: [],
  unit_test: [],
  function: [],
};

/** Reads `--resource-type`. Throws `usage/resource-type` for one that dbt does not know either. */
export function resourceTypes(given: readonly string[]): readonly Node['kind'][] {
  return given.flatMap((type) => {
    const kinds = Object.hasOwn(KNOWN, type) ? KNOWN[type] : undefined;
    if (kinds) return kinds;
    const hint = didYouMean(type, Object.keys(KNOWN)) ?? `Types are: ${KINDS.join(', ')}.`;
    throw new DiagnosticError(problem('usage/resource-type', `There is no resource type ${type}.`, { hint }));
  });
}
