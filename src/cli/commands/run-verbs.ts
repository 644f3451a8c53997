import type { Command } from 'commander';
import { Option } from 'commander';
import type { Verb } from '../../core/plan.js';
import { isGood } from '../../core/result.js';
import { renderJsonResult } from '../../report/json-result.js';
import { renderSummary } from '../../report/summary.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { Context, ExitCode } from '../context.js';
import { examples, wholeNumber, withConnectionOptions, withRefreshOptions, withSelectionOptions } from '../options.js';
import { openChecked } from '../open.js';
import type { RunCommandOptions } from '../run-project.js';
import { previewsOf } from '../seed-previews.js';
import { requestRun, runRequest } from '../run-project.js';

interface Options extends RunCommandOptions {
  readonly json?: boolean;
  readonly show?: boolean;
}

interface VerbHelp {
  readonly verb: Verb;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly (readonly [string, string])[];
}

const verbs: readonly VerbHelp[] = [
  {
    verb: 'seed',
    summary: 'load the seeds and publish them',
    description: 'Loads the CSV files of the seed folders with COPY and publishes them all at once, without tests.',
    examples: [
      ['jiggy seed', 'all seeds'],
      ['jiggy seed -s order_statuses', 'one of them'],
    ],
  },
  {
    verb: 'run',
    summary: 'build the models and publish them, without tests',
    description:
      'Builds the selected models aside, in dependency order and under one snapshot, and publishes all of them at once or, when one fails, none.',
    examples: [
      ['jiggy run', 'all models'],
      ['jiggy run -s +fct_daily_sales', 'a mart and all that it reads'],
    ],
  },
  {
    verb: 'test',
    summary: 'run the data tests on what is published',
    description: 'Runs the selected data tests on the published relations and shows failing rows.',
    examples: [
      ['jiggy test', 'all tests'],
      ['jiggy test -s fct_order_lines', 'the tests of one model'],
    ],
  },
  {
    verb: 'build',
    summary: 'build seeds and models, test them, publish all or nothing',
    description:
      'Builds the selected seeds and models aside, runs their data tests on what was built, and publishes everything at once if no error-level test failed. Otherwise what is published stays as it was.',
    examples: [
      ['jiggy build', 'everything'],
      ['jiggy build -s staging+', 'the staging models and what reads them'],
      ['jiggy build --fail-fast --json', 'for CI: stop at the first failure, JSON on stdout'],
    ],
  },
];

/** `seed`, `run`, `test`, `build`: they differ in what they take from a selection. */
export function registerRunVerbs(program: Command, finish: Finish): void {
  for (const help of verbs) registerVerb(program, finish, help);
}

function registerVerb(program: Command, finish: Finish, help: VerbHelp): void {
  const command = withSelectionOptions(withConnectionOptions(program.command(help.verb)))
    .summary(help.summary)
    .description(help.description)
    .option('-x, --fail-fast', 'stop at the first failure')
    .addOption(new Option('--no-fail-fast', 'do not').hideHelp())
    .addOption(new Option('--json', 'print one JSON object with the results on stdout'))
    .addOption(new Option('--threads <n>', 'how many nodes at a time').argParser(wholeNumber(1)));
  if (help.verb !== 'test') {
    command
      .addOption(
        new Option(
          '--wait <seconds>',
          'how long to wait for another run on these schemas (default: no limit)',
        ).argParser(wholeNumber(0)),
      )
      .addOption(
        new Option('--publish-timeout <seconds>', 'how long to try for the locks of the publish')
          .argParser(wholeNumber(1))
          .default(600),
      );
  }
  if (help.verb === 'seed') withSeedOptions(command);
  else if (help.verb !== 'test') withRefreshOptions(command);
  if (help.verb === 'build') command.addOption(showOption());
  command
    .addHelpText('after', examples(...help.examples))
    .action(action<Options>(finish, (context, options) => execute(context, help.verb, options)));
}

function withSeedOptions(command: Command): void {
  command
    .addOption(new Option('-f, --full-refresh', 'what it always does').hideHelp())
    .option('--empty', 'make the tables, with no rows')
    .addOption(new Option('--no-empty', 'do not').hideHelp())
    .addOption(showOption());
}

function showOption(): Option {
  return new Option('--show', 'print the first rows of each seed');
}

async function execute(context: Context, verb: Verb, options: Options): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const request = requestRun(context, verb, opened, options);
  const result = await runRequest(context, request, options);
  if (!result) return context.signal.aborted ? 130 : 2;
  if (options.json) context.print(renderJsonResult(result, opened.graph));
  else context.print(renderSummary(result, opened.graph, context.style));
  if (options.show && !options.json) context.print(previewsOf(request));
  if (result.cancelled) return 130;
  return isGood(result) ? 0 : 1;
}
