import { resolve } from 'node:path';
import { fresherSources, readManifest, readNewestRows, readStatuses } from '../artifacts/read-state.js';
import { viewOf } from '../artifacts/manifest-view.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { ManifestView } from '../core/manifest-view.js';
import { compareStates } from '../graph/state.js';
import type { SelectionState } from '../graph/state-methods.js';
import type { CommonOptions, Context } from './context.js';
import { artifactFacts, projectManifest, targetFolder } from './manifest.js';
import type { OpenedProject } from './project.js';

/** Flags of `withStateOptions`. */
export interface StateFlags extends CommonOptions {
  readonly state?: string;
  readonly deferState?: string;
  readonly defer?: boolean;
  readonly favorState?: boolean;
}

/** What state selectors compare with: the files in the folder of `--state`, read when first asked for. */
export function selectionState(context: Context, opened: OpenedProject, flags: StateFlags): () => SelectionState {
  let known: SelectionState | undefined;
  return () => (known ??= readSelectionState(context, opened, flags));
}

function readSelectionState(context: Context, opened: OpenedProject, flags: StateFlags): SelectionState {
  const folder = stateFolder(context, flags);
  if (folder === undefined) return {};
  const [manifest, statuses] = [readManifest(folder), readStatuses(folder)];
  const [before, now] = [readNewestRows(folder), readNewestRows(targetFolder(opened))];
  return {
    ...(manifest ? { comparison: compareStates(viewNow(context, opened), manifest) } : {}),
    ...(statuses ? { statuses } : {}),
    ...(before && now ? { fresher: fresherSources(before, now) } : {}),
  };
}

function viewNow(context: Context, opened: OpenedProject): ManifestView {
  return viewOf(projectManifest(opened, artifactFacts(context)));
}

/** The folder of `--state`, else of DBT_STATE. */
function stateFolder(context: Context, flags: StateFlags): string | undefined {
  const folder = flags.state ?? context.env['DBT_STATE'];
  return folder === undefined || folder === '' ? undefined : resolve(context.cwd, folder);
}

/** The manifest that `--defer` reads: of `--defer-state`, else of `--state`. Throws `state/none` where there is none. */
export function deferManifest(context: Context, flags: StateFlags): ManifestView {
  const given = flags.deferState ?? context.env['DBT_DEFER_STATE'];
  const folder = given === undefined || given === '' ? stateFolder(context, flags) : resolve(context.cwd, given);
  const manifest = folder === undefined ? undefined : readManifest(folder);
  if (manifest) return manifest;
  const message =
    folder === undefined ? '--defer needs a manifest.json to defer to.' : `There is no manifest.json in ${folder}.`;
  throw new DiagnosticError(
    problem('state/none', message, { hint: 'Name the folder of an earlier manifest.json with --state.' }),
  );
}
