import type { Command } from 'commander';
import { Option } from 'commander';
import { viewOf } from '../../artifacts/manifest-view.js';
import { problem } from '../../core/diagnostic.js';
import type { JsonObject } from '../../core/json.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { Context, ExitCode } from '../context.js';
import type { ListOutput } from '../listing.js';
import { listNodes } from '../listing.js';
import { artifactFacts, projectManifest, writeTo } from '../manifest.js';
import { openChecked } from '../open.js';
import type { OpenedProject } from '../project.js';
import { examples, withProjectOptions, withSelectionOptions } from '../options.js';
import type { SelectionFlags } from '../selection.js';
import { selectForList } from '../selection.js';

/** Flags of `ls`. */
export interface ListFlags extends SelectionFlags {
  readonly output: ListOutput;
  readonly outputKeys?: readonly string[];
}

export function registerLs(program: Command, finish: Finish): void {
  withListOptions(program.command('ls').alias('list'))
    .summary("list the project's nodes")
    .description(
      'Lists the nodes of the project and its packages, one a line, in the form that selectors take. Needs no server.',
    )
    .addHelpText(
      'after',
      examples(
        ['jiggy ls', 'everything'],
        ['jiggy ls -s +fct_daily_sales --resource-type model', 'a mart and the models before it'],
        ['jiggy ls --selector nightly', 'what selectors.yml says of nightly'],
        ['jiggy ls --output json --output-keys name tags', 'as JSON lines'],
      ),
    )
    .action(action<ListFlags>(finish, execute));
}

/** The options of `ls` alone. */
export function withListOptions(command: Command): Command {
  return withSelectionOptions(withProjectOptions(command))
    .addOption(
      new Option('--output <format>', 'what to print of each')
        .choices(['selector', 'name', 'path', 'json'])
        .default('selector'),
    )
    .option('--output-keys <key...>', 'with --output json: only these keys, e.g. name config.materialized');
}

async function execute(context: Context, options: ListFlags): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const manifest = manifestOnce(context, opened);
  const lines = listedLines(context, opened, options, manifest);
  await writeTo(opened, options, 'manifest', manifest);
  for (const line of lines) context.print(line);
  if (lines.length === 0) context.report([problem('select/nothing', 'No nodes selected.', { severity: 'warning' })]);
  return 0;
}

/** What `ls` prints. */
export function listedLines(
  context: Context,
  opened: OpenedProject,
  { output, outputKeys = [], ...flags }: ListFlags,
  manifest: () => JsonObject = manifestOnce(context, opened),
): readonly string[] {
  const selected = selectForList(context, opened, flags);
  const keys = outputKeys.flatMap((key) => key.split(/\s+/)).filter((key) => key !== '');
  const view = output === 'json' ? viewOf(manifest()) : undefined;
  return listNodes(opened.graph, selected, { output, keys, jsonOf: (id) => view?.nodes.get(id) });
}

/** The manifest, made when first asked for. */
function manifestOnce(context: Context, opened: OpenedProject): () => JsonObject {
  let made: JsonObject | undefined;
  return () => (made ??= projectManifest(opened, artifactFacts(context)));
}
