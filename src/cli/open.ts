import { DiagnosticError, hasErrors } from '../core/diagnostic.js';
import type { CommonOptions, Context } from './context.js';
import { openOptions } from './open-options.js';
import type { OpenedConfig, OpenedProject } from './project.js';
import { openConfig, openProject } from './project.js';

/** The whole project, checked: warnings are reported, errors end the command with exit code 2 before anything is connected. */
export async function openChecked(context: Context, options: CommonOptions): Promise<OpenedProject> {
  return checked(context, await openProject(openOptions(context, options)));
}

/** Only the project's configuration: for commands that need the connection and not the models. */
export async function openCheckedConfig(context: Context, options: CommonOptions): Promise<OpenedConfig> {
  return checked(context, await openConfig(openOptions(context, options)));
}

function checked<T extends OpenedConfig>(context: Context, opened: T): T {
  const ruled = opened.diagnostics.flatMap((each) => context.policy(each) ?? []);
  if (hasErrors(ruled)) throw new DiagnosticError(ruled);
  context.report(opened.diagnostics);
  return opened;
}

/** The project as far as it can be made, its diagnostics for the caller to report. */
export function openProjectFrom(context: Context, options: CommonOptions): Promise<OpenedProject> {
  return openProject(openOptions(context, options));
}
