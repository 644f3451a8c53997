import type { Command } from 'commander';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { examples, withProjectOptions } from '../options.js';
import { parsedBefore } from '../repeat-parse.js';

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
  const summary = (await parsedBefore(context, options)) ?? (await parsedNow(context, options));
  const ms = Math.round(context.clock.monotonic() - start);
  context.print(`Parsed ${summary} in ${ms} ms.`);
  return 0;
}

/** What reads projects is loaded only where one is to be read. */
async function parsedNow(context: Context, options: CommonOptions): Promise<string> {
  const { parseNow } = await import('../parse-now.js');
  return parseNow(context, options);
}
