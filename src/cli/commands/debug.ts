import type { Command } from 'commander';
import { DiagnosticError, hasErrors } from '../../core/diagnostic.js';
import { hostLabel } from '../../postgres/connect.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { openProjectFrom } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';
import { version } from '../version.js';

export function registerDebug(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('debug'))
    .summary('check project, configuration and connection')
    .description('Says where the project, its target and its connection come from, parses the project, and connects.')
    .addHelpText(
      'after',
      examples(
        ['jiggy debug', 'check everything'],
        ['jiggy debug --target dev', 'check another target of the profile'],
      ),
    )
    .action(action<CommonOptions>(finish, execute));
}

async function execute(context: Context, options: CommonOptions): Promise<ExitCode> {
  context.print(`jiggy ${version}, Node ${process.version}, ${process.platform} ${process.arch}`);
  const opened = await openProjectFrom(context, options);
  const { project, config, graph } = opened;
  context.print(`Project     ${config.name} in ${project.root}`);
  context.print(
    `Profile     ${config.profile}${project.profiles ? ` (${project.profiles.path})` : ' (no profiles.yml found)'}`,
  );
  context.print(`Target      ${config.target.name}, schema ${config.target.schema}`);
  context.report(opened.diagnostics);
  context.print(
    `Parsing     ${hasErrors(opened.diagnostics) ? context.style.error('failed') : `${context.style.good('OK')}, ${graph.nodes.size} nodes`}`,
  );
  const connected = await tryConnect(context, opened);
  return connected && !hasErrors(opened.diagnostics) ? 0 : 2;
}

async function tryConnect(context: Context, opened: Awaited<ReturnType<typeof openProjectFrom>>): Promise<boolean> {
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
