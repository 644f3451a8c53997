import { homedir } from 'node:os';
import type { Command } from 'commander';
import { parseVarsOption, readVarsFile } from '../../configure/vars.js';
import { DiagnosticError, problem, valueOf } from '../../core/diagnostic.js';
import { isJsonObject, jsonText, own } from '../../core/json.js';
import type { Project } from '../../core/project.js';
import { readYaml } from '../../core/yaml.js';
import type { Installed } from '../../load/deps/install.js';
import { installPackages } from '../../load/deps/install.js';
import { withEnvFile } from '../../load/env-file.js';
import { loadProject } from '../../load/load-project.js';
import { yamlRenderer } from '../../render/yaml-renderer.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { examples, withProjectOptions } from '../options.js';

interface Options extends CommonOptions {
  readonly lock?: boolean;
  readonly upgrade?: boolean;
  readonly addPackage?: string;
}

export function registerDeps(program: Command, finish: Finish): void {
  withProjectOptions(program.command('deps'))
    .summary("install the project's packages")
    .description(
      'Installs what packages.yml (or dependencies.yml) lists, and what those packages need, into dbt_packages: folders (local), git repositories (with the git on PATH) and tarballs. What is installed is written to package-lock.yml; the next run installs just that. All or nothing: when a package cannot be had, dbt_packages stays as it was. Packages of dbt’s hub are refused with what to write instead. Needs no server.',
    )
    .option('--lock', 'only write package-lock.yml')
    .option('--upgrade', 'look for new revisions instead of installing what package-lock.yml pins')
    .option('--add-package <name>', 'refused: says what to write to packages.yml instead')
    .addHelpText(
      'after',
      examples(
        ['jiggy deps', 'install what the lock file or packages.yml asks for'],
        ['jiggy deps --upgrade', 'newer revisions of branches'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  if (options.addPackage !== undefined) throw addByHand(options.addPackage);
  const { value: env, diagnostics } = await withEnvFile(context.cwd, context.env);
  context.report(diagnostics);
  const commandLine = valueOf(parseVarsOption(options.vars));
  const { projectDir } = options;
  const load = { cwd: context.cwd, projectDir, env, home: homedir(), resources: false, profiles: false };
  const project = valueOf(await loadProject({ ...load, render: yamlRenderer({ env, vars: commandLine }) }));
  const vars = { ...readVarsFile(project.varsFile).value, ...commandLine };
  const installed = await installPackages({
    project,
    name: nameOf(project),
    render: yamlRenderer({ env, vars, secrets: true }),
    signal: context.signal,
    lockOnly: options.lock === true,
    upgrade: options.upgrade === true,
  });
  context.report(installed.diagnostics);
  tell(context, project, installed, options);
  return 0;
}

function nameOf(project: Project): string {
  const { value } = readYaml(project.projectFile).value;
  return isJsonObject(value) ? jsonText(own(value, 'name')) : '';
}

function tell(context: Context, project: Project, installed: Installed, options: Options): void {
  if (!project.packagesFile) context.note('No packages.yml: the project needs no packages.');
  for (const { name, spec, lock } of installed.packages) {
    const revision = lock['revision'] === undefined ? '' : ` at ${lock['revision'].slice(0, 12)}`;
    context.note(`${options.lock ? 'Locked' : 'Installed'} ${name} from ${spec.shown}${revision}`);
  }
  if (installed.locked) context.note('Wrote package-lock.yml');
}

function addByHand(name: string): DiagnosticError {
  return new DiagnosticError(
    problem('packages/add', `deps does not write packages.yml; ${name} is to be added by hand.`, {
      hint: 'Add an entry below packages: such as  - local: ../folder  or  - git: https://... with  revision: v1.0.0',
    }),
  );
}
