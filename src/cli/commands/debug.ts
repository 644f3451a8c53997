import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { DiagnosticError, hasErrors } from '../../core/diagnostic.js';
import { hostLabel } from '../../postgres/connect.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { lackLines } from '../lacks.js';
import { openCheckedConfig, openProjectFrom } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';
import type { OpenedConfig, OpenedProject } from '../project.js';
import { version } from '../version.js';

interface Options extends CommonOptions {
  readonly connection?: boolean;
  readonly configDir?: boolean;
}

export function registerDebug(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('debug'))
    .summary('check project, configuration and connection, and what jiggy cannot run yet')
    .description(
      'Says where the project, its target and its connection come from, parses the project, names what in it this version cannot run, and connects.',
    )
    .option('--connection', 'only the connection')
    .option('--config-dir', 'only the folder of profiles.yml')
    .addHelpText(
      'after',
      examples(
        ['jiggy debug', 'check everything'],
        ['jiggy debug --target dev', 'check another target of the profile'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  if (options.configDir === true || options.connection === true) {
    const opened = await openCheckedConfig(context, options);
    if (options.configDir === true) return printConfigDir(context, opened);
    return (await tryConnect(context, opened)) ? 0 : 2;
  }
  context.print(`jiggy ${version}, Node ${process.version}, ${process.platform} ${process.arch}`);
  const opened = await openProjectFrom(context, options);
  const { project, config } = opened;
  context.print(`Project     ${config.name} in ${project.root}`);
  context.print(
    `Profile     ${config.profile}${project.profiles ? ` (${project.profiles.path})` : ' (no profiles.yml found)'}`,
  );
  context.print(`Target      ${config.target.name}, schema ${config.target.schema}`);
  context.print(`Git         ${gitText(context)}`);
  context.report(opened.diagnostics);
  context.print(`Parsing     ${parsingText(context, opened)}`);
  for (const line of lackLines(opened.graph)) context.print(line);
  const connected = await tryConnect(context, opened);
  return connected && !hasErrors(opened.diagnostics) ? 0 : 2;
}

function parsingText({ style }: Context, { diagnostics, graph }: OpenedProject): string {
  return hasErrors(diagnostics) ? style.error('failed') : `${style.good('OK')}, ${graph.nodes.size} nodes`;
}

/** Packages from git repositories need it; nothing else does. */
function gitText({ style }: Context): string {
  const { status, stdout } = spawnSync('git', ['--version'], { encoding: 'utf8' });
  if (status === 0) return `${style.good('OK')}, ${stdout.trim()}`;
  return `${style.warning('not found')}; only jiggy deps needs it, for packages from git repositories`;
}

function printConfigDir(context: Context, { project }: OpenedConfig): ExitCode {
  if (project.profiles) context.print(dirname(resolve(project.root, project.profiles.path)));
  else context.note('There is no profiles.yml.');
  return project.profiles ? 0 : 2;
}

async function tryConnect(context: Context, opened: OpenedConfig): Promise<boolean> {
  try {
    const { dial, server } = await connectProject(context, opened.project.root, opened.config);
    const { endpoint } = dial;
    context.print(
      `Connection  ${context.style.good('OK')}, ${hostLabel(endpoint)}, database ${endpoint.database}, user ${endpoint.user} (${endpoint.label})`,
    );
    context.print(`Server      PostgreSQL ${server.versionText}`);
    return true;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    context.print(`Connection  ${context.style.error('failed')}`);
    context.report(error.diagnostics);
    return false;
  }
}
