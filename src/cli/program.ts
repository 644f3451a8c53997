import { Command, CommanderError } from 'commander';
import { registerClean } from './commands/clean.js';
import { registerCompile } from './commands/compile.js';
import { registerDb } from './commands/db.js';
import { registerDebug } from './commands/debug.js';
import { registerGenerate } from './commands/generate.js';
import { registerInit } from './commands/init.js';
import { registerLs } from './commands/ls.js';
import { registerParse } from './commands/parse.js';
import { registerIngest } from './commands/ingest.js';
import { registerMigrate } from './commands/migrate.js';
import { registerPlan } from './commands/plan.js';
import { registerRunVerbs } from './commands/run-verbs.js';
import { registerShow } from './commands/show.js';
import { registerStart } from './commands/start.js';
import type { ExitCode } from './context.js';
import type { Finish } from './action.js';
import { withCommonFlags } from './options.js';
import { version } from './version.js';

/** One file in commands/ exports one of these: it adds its command to the program. */
export type Register = (program: Command, finish: Finish) => void;

/** All commands in the order in which help lists them. A new command is a new file and a line here. */
const commands: readonly Register[] = [
  registerInit,
  registerDebug,
  registerStart,
  registerMigrate,
  registerGenerate,
  registerIngest,
  registerRunVerbs,
  registerPlan,
  registerShow,
  registerParse,
  registerCompile,
  registerLs,
  registerClean,
  registerDb,
];

/** The whole command line as commander's tree; `docs` walks it too. */
export function createProgram(finish: Finish): Command {
  const program = withCommonFlags(new Command('jiggy'))
    .description('SQL-first data modelling for PostgreSQL: builds aside, tests, publishes all or nothing.')
    .version(version, '-V, --version')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(jiggy --help lists the commands; jiggy COMMAND --help its flags)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .exitOverride();
  for (const register of commands) register(program, finish);
  for (const command of program.commands) inherit(command);
  return program;
}

/** Errors of sub-commands end like those of the program: thrown, with suggestions. */
function inherit(command: Command): void {
  withCommonFlags(command).exitOverride().showSuggestionAfterError(true);
  for (const child of command.commands) inherit(child);
}

/** Runs one command line (without node and script) and gives its exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram((ended) => {
    code = ended;
  });
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
