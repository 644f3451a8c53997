import type { Command } from 'commander';
import type { Graph } from '../../core/graph.js';
import type { Node } from '../../core/node.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { artifactFacts, writeManifest } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withProjectOptions } from '../options.js';

export function registerParse(program: Command, finish: Finish): void {
  withProjectOptions(program.command('parse'))
    .summary('read the project and check it')
    .description(
      'Reads all of the project, resolves refs and sources, and reports every problem found with its place. Needs no server.',
    )
    .addHelpText('after', examples(['jiggy parse', 'check the project here']))
    .action(action<CommonOptions>(finish, execute));
}

async function execute(context: Context, options: CommonOptions): Promise<ExitCode> {
  const start = context.clock.monotonic();
  const opened = await openChecked(context, options);
  const { graph, config } = opened;
  await writeManifest(opened, options, artifactFacts(context));
  const ms = Math.round(context.clock.monotonic() - start);
  context.print(`Parsed ${config.name}: ${countText(graph)} in ${ms} ms.`);
  return 0;
}

const NAMES: { readonly [kind in Node['kind']]: string } = {
  model: 'model',
  seed: 'seed',
  snapshot: 'snapshot',
  function: 'function',
  source: 'source table',
  test: 'data test',
  unit_test: 'unit test',
  analysis: 'analysis',
  operation: 'operation',
  exposure: 'exposure',
  metric: 'metric',
  semantic_model: 'semantic model',
  saved_query: 'saved query',
};

/** `3 models, 1 seed, 12 data tests` */
function countText(graph: Graph): string {
  const counts = new Map<Node['kind'], number>();
  for (const node of graph.nodes.values()) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  const kinds = Object.keys(NAMES) as Node['kind'][];
  const parts = kinds.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? NAMES[kind] : pluralOf(NAMES[kind])}`];
  });
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function pluralOf(name: string): string {
  if (name === 'analysis') return 'analyses';
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
