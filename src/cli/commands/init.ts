import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { initFiles } from '../init-files.js';
import { examples } from '../options.js';

export function registerInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .summary('start a new project')
    .description(
      'Writes a small project that builds at once: a seed, a staging view, a mart, their tests. Never overwrites a file.',
    )
    .argument('<name>', 'name of the project and its new folder; . for the folder here')
    .addHelpText('after', examples(['jiggy init my_shop', 'in a new folder'], ['jiggy init .', 'here']))
    .action(action<CommonOptions>(finish, execute));
}

async function execute(context: Context, _options: CommonOptions, args: readonly string[]): Promise<ExitCode> {
  const [given = ''] = args;
  const folder = resolve(context.cwd, given);
  const name = projectName(basename(folder));
  const files = initFiles(name);
  await refuseExisting(folder, [...files.keys()], given);
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    // `wx`: never over a file that appeared meanwhile.
    await writeFile(join(folder, path), text, { flag: 'wx' });
  }
  context.note(`Wrote ${files.size} files of project ${name} to ${folder}.`);
  const here = relative(context.cwd, folder);
  context.print(['Next:', ...nextCommands(here).map((line) => `  ${line}`)].join('\n'));
  return 0;
}

/** What dbt takes as a name: letters, digits, underscores. */
function projectName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  if (/^[a-z]/.test(name)) return name;
  const hint = 'Letters, digits and underscores, a letter first, for example: jiggy init my_shop';
  throw new DiagnosticError(problem('init/name', `No project can be named after ${text}.`, { hint }));
}

async function refuseExisting(folder: string, paths: readonly string[], given: string): Promise<void> {
  const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    const message = `${folder} cannot be used: ${error.code ?? error.message}.`;
    throw new DiagnosticError(problem('init/folder', message));
  });
  // In a folder of its own init wants to be alone; here it only must not meet its own files.
  const tops = new Set(paths.map((path) => path.split('/')[0]));
  const clash = given === '.' ? present.filter((entry) => tops.has(entry)) : present;
  if (clash.length === 0) return;
  const message = `${folder} already holds ${clash.slice(0, 3).join(', ')}${clash.length > 3 ? ', ...' : ''}; nothing was written.`;
  throw new DiagnosticError(problem('init/exists', message, { hint: 'Choose another name, or an empty folder.' }));
}

function nextCommands(folder: string): readonly string[] {
  return [...(folder === '' ? [] : [`cd ${folder}`]), 'jiggy build', 'jiggy show -s daily_revenue'];
}
