import type { Command } from 'commander';
import { Option } from 'commander';
import { hasErrors, problem, DiagnosticError } from '../../core/diagnostic.js';
import type { Verb } from '../../core/plan.js';
import { renderJsonPlan, renderPlan } from '../../report/plan.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { Context, ExitCode } from '../context.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions, withSelectionOptions } from '../options.js';
import type { RunCommandOptions } from '../run-project.js';
import { planRequest, renderingOf, requestRun } from '../run-project.js';

interface Options extends RunCommandOptions {
  readonly verb: Verb;
  readonly sql?: boolean;
  readonly output: 'text' | 'json';
}

export function registerPlan(program: Command, finish: Finish): void {
  withSelectionOptions(withConnectionOptions(program.command('plan')))
    .summary('show what a run would do, without doing it')
    .description(
      'Shows the steps that build (or run, seed, test) would execute, in order, and what it would publish. It is the same plan that the run executes. Takes no lock and changes nothing.',
    )
    .addOption(
      new Option('--verb <verb>', 'the command to plan').choices(['build', 'run', 'seed', 'test']).default('build'),
    )
    .option('--sql', 'with the SQL of each step')
    .addOption(new Option('--output <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .option('--run-id <id>', 'id of the run, ten of 0-9a-z, part of the names of its schemas')
    .addHelpText(
      'after',
      examples(
        ['jiggy plan', 'what build would do'],
        ['jiggy plan -s dim_customers --sql', 'the statements for one model'],
        ['jiggy plan --output json', 'the plan as a value'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  if (options.runId !== undefined && !/^[0-9a-z]{10}$/.test(options.runId)) {
    throw new DiagnosticError(
      problem('usage/run-id', `${options.runId} is no run id.`, { hint: 'It must be ten of 0-9 and a-z.' }),
    );
  }
  const opened = await openChecked(context, options);
  const request = requestRun(context, options.verb, opened, options);
  const { database } = await connectProject(context, opened.project.root, opened.config);
  const plan = await database.transaction('plan', { readOnly: true, isolation: 'repeatable read' }, (session) =>
    planRequest(session, request, renderingOf(context, request)),
  );
  context.report(plan.diagnostics);
  context.print(
    options.output === 'json'
      ? renderJsonPlan(plan.value)
      : renderPlan(plan.value, context.style, options.sql === true),
  );
  return hasErrors(plan.diagnostics) ? 2 : 0;
}
