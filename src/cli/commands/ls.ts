import type { Command } from 'commander';
import { Option } from 'commander';
import { problem } from '../../core/diagnostic.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { Context, ExitCode } from '../context.js';
import type { ListOutput } from '../listing.js';
import { listNodes } from '../listing.js';
import { artifactFacts, writeManifest } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withProjectOptions, withSelectionOptions } from '../options.js';
import type { SelectionFlags } from '../selection.js';
import { selectWith } from '../selection.js';

interface Options extends SelectionFlags {
  readonly output: ListOutput;
  readonly outputKeys?: readonly string[];
}

export function registerLs(program: Command, finish: Finish): void {
  withSelectionOptions(withProjectOptions(program.command('ls').alias('list')))
    .summary("list the project's nodes")
    .description(
      'Lists models, seeds, sources and data tests, one a line, in the form that selectors take. Needs no server.',
    )
    .addOption(
      new Option('--output <format>', 'what to print of each')
        .choices(['selector', 'name', 'path', 'json'])
        .default('selector'),
    )
    .option('--output-keys <key...>', 'with --output json: only these keys, e.g. name config.materialized')
    .addHelpText(
      'after',
      examples(
        ['jiggy ls', 'everything'],
        ['jiggy ls -s +fct_daily_sales --resource-type model', 'a mart and the models before it'],
        ['jiggy ls --output json --output-keys name tags', 'as JSON lines'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const { graph } = opened;
  const selected = selectWith(context, opened, options);
  await writeManifest(opened, options, artifactFacts(context));
  const keys = (options.outputKeys ?? []).flatMap((key) => key.split(/[\s,]+/)).filter((key) => key !== '');
  for (const line of listNodes(graph, selected, options.output, keys)) context.print(line);
  if (selected.size === 0) context.report([problem('select/nothing', 'No nodes selected.', { severity: 'warning' })]);
  return 0;
}
