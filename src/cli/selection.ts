import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem, valueOf } from '../core/diagnostic.js';
import { jsonText } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Node } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { isIndirectSelection } from '../graph/definition.js';
import { selectNodes } from '../graph/select.js';
import type { IndirectSelection } from '../graph/selector.js';
import { INDIRECT_SELECTIONS } from '../graph/selector.js';
import type { Context } from './context.js';
import type { OpenedProject } from './project.js';
import { chosenKinds } from './resource-types.js';
import type { StateFlags } from './state.js';
import { selectionState } from './state.js';

/** Flags of `withSelectionOptions`. */
export interface SelectionFlags extends StateFlags {
  readonly select?: readonly string[];
  /** The old name of `select`. */
  readonly models?: readonly string[];
  readonly model?: readonly string[];
  readonly exclude?: readonly string[];
  readonly selector?: string;
  readonly resourceType?: readonly string[];
  readonly excludeResourceType?: readonly string[];
  readonly resourceTypes?: readonly string[];
  readonly excludeResourceTypes?: readonly string[];
  readonly indirectSelection?: IndirectSelection;
}

/** The nodes that the flags choose. Warnings are reported; what cannot be read ends the command. */
export function selectWith(context: Context, opened: OpenedProject, flags: SelectionFlags): ReadonlySet<NodeId> {
  return selectKinds(context, opened, flags, kindsOf(context, flags));
}

/** As `ls` selects: without a resource type those that dbt lists, and with `--models` models alone. */
export function selectForList(context: Context, opened: OpenedProject, flags: SelectionFlags): ReadonlySet<NodeId> {
  const models = joined(flags.models, flags.model);
  const clash = models && (flags.select ? '--select' : typesOf(flags) && '--resource-type');
  if (clash !== undefined) {
    throw new DiagnosticError(problem('usage/models', `--models and ${clash} cannot be given together.`));
  }
  return selectKinds(
    context,
    opened,
    flags,
    models ? ['model'] : (kindsOf(context, flags) ?? chosenKinds(undefined, undefined)),
  );
}

function selectKinds(
  context: Context,
  opened: OpenedProject,
  flags: SelectionFlags,
  resourceTypes: readonly Node['kind'][] | undefined,
): ReadonlySet<NodeId> {
  const { select = joined(flags.models, flags.model), exclude, selector } = flags;
  if (selector !== undefined && (select || exclude)) context.report([ignored(selector)]);
  const selection = selectNodes(opened.graph, {
    select,
    exclude,
    selector,
    selectors: opened.selectors,
    indirect: indirectSelection(context, opened, flags),
    resourceTypes,
    root: opened.config.name,
    state: selectionState(context, opened, flags),
  });
  const selected = valueOf(selection);
  const ruled = selection.diagnostics.flatMap((each) => context.policy(each) ?? []);
  if (hasErrors(ruled)) throw new DiagnosticError(ruled);
  context.report(selection.diagnostics);
  return selected;
}

function ignored(selector: string): Diagnostic {
  const message = `--selector ${selector} is taken; --select and --exclude beside it count for nothing.`;
  return problem('select/ignored', message, { severity: 'warning' });
}

/** Undefined where neither flags nor environment name a type. */
function kindsOf({ env }: Context, flags: SelectionFlags): readonly Node['kind'][] | undefined {
  const included = typesOf(flags) ?? wordsOf(env['DBT_RESOURCE_TYPES']);
  const excluded =
    joined(flags.excludeResourceType, flags.excludeResourceTypes) ?? wordsOf(env['DBT_EXCLUDE_RESOURCE_TYPES']);
  if (!included && !excluded) return undefined;
  return chosenKinds(included?.flatMap(words), excluded?.flatMap(words));
}

function typesOf(flags: SelectionFlags): readonly string[] | undefined {
  return joined(flags.resourceType, flags.resourceTypes);
}

/** What both spellings of an option gave. */
function joined(one?: readonly string[], other?: readonly string[]): readonly string[] | undefined {
  return one && other ? [...one, ...other] : (one ?? other);
}

function wordsOf(text: string | undefined): readonly string[] | undefined {
  return text === undefined || text.trim() === '' ? undefined : words(text);
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The flag, else DBT_INDIRECT_SELECTION, else the project's flag, else `eager`. */
function indirectSelection({ env }: Context, { config }: OpenedProject, flags: SelectionFlags): IndirectSelection {
  const said =
    flags.indirectSelection ?? env['DBT_INDIRECT_SELECTION'] ?? config.flags['indirect_selection'] ?? 'eager';
  if (isIndirectSelection(said)) return said;
  const written = jsonText(said);
  const hint = didYouMean(written, INDIRECT_SELECTIONS) ?? `Known are: ${INDIRECT_SELECTIONS.join(', ')}.`;
  throw new DiagnosticError(problem('select/indirect', `There is no indirect selection ${written}.`, { hint }));
}
