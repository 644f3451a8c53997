import { rm } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { openCheckedConfig } from '../open.js';
import { examples, withProjectOptions } from '../options.js';

export function registerClean(program: Command, finish: Finish): void {
  withProjectOptions(program.command('clean'))
    .summary("remove the project's generated folders")
    .description(
      'Removes the folders named by clean-targets in dbt_project.yml. Refuses those outside the project and those that hold sources.',
    )
    .addHelpText('after', examples(['jiggy clean', 'remove target/ and what else is listed']))
    .action(action<CommonOptions>(finish, execute));
}

async function execute(context: Context, options: CommonOptions): Promise<ExitCode> {
  const { project, config } = await openCheckedConfig(context, options);
  const sources = Object.values<readonly string[]>({ ...project.paths }).flat();
  for (const target of config.cleanTargets) {
    const path = resolve(project.root, target);
    const inside = relative(project.root, path);
    const holdsSources = sources.some((source) => contains(path, resolve(project.root, source)));
    if (inside === '' || inside.startsWith('..') || holdsSources) {
      throw new DiagnosticError(
        problem('clean/refused', `clean will not remove ${target}.`, {
          hint: 'clean-targets may name folders inside the project that hold no models, seeds, macros or tests.',
        }),
      );
    }
    await rm(path, { recursive: true, force: true });
    context.note(`Removed ${inside}`);
  }
  return 0;
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
