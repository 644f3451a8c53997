import { Command, CommanderError } from 'commander';
import type { ExitCode } from './context.js';
import type { Finish } from './action.js';
import { withCommonFlags } from './options.js';
import { verbFirst } from './verb-first.js';
import { version } from './version.js';

/** One file in commands/ exports one of these: it adds its command, or commands, to the program. */
type Register = (program: Command, finish: Finish) => void;

interface CommandFile {
  /** What may stand on the command line; the first of each is the command's name. */
  readonly names: readonly string[];
  readonly load: () => Promise<Register>;
}

/**
 * All commands in the order in which help lists them. Only the file of the command that is run is loaded, so that none
 * pays for the libraries of another. A new command is a new file and a line here.
 */
const commandFiles: readonly CommandFile[] = [
  { names: ['init'], load: async () => (await import('./commands/init.js')).registerInit },
  { names: ['debug'], load: async () => (await import('./commands/debug.js')).registerDebug },
  { names: ['start'], load: async () => (await import('./commands/start.js')).registerStart },
  { names: ['migrate'], load: async () => (await import('./commands/migrate.js')).registerMigrate },
  { names: ['generate'], load: async () => (await import('./commands/generate.js')).registerGenerate },
  { names: ['ingest'], load: async () => (await import('./commands/ingest.js')).registerIngest },
  {
    names: ['seed', 'run', 'test', 'build'],
    load: async () => (await import('./commands/run-verbs.js')).registerRunVerbs,
  },
  { names: ['plan'], load: async () => (await import('./commands/plan.js')).registerPlan },
  { names: ['show'], load: async () => (await import('./commands/show.js')).registerShow },
  { names: ['parse'], load: async () => (await import('./commands/parse.js')).registerParse },
  { names: ['compile'], load: async () => (await import('./commands/compile.js')).registerCompile },
  { names: ['ls', 'list'], load: async () => (await import('./commands/ls.js')).registerLs },
  { names: ['format'], load: async () => (await import('./commands/format.js')).registerFormat },
  { names: ['docs'], load: async () => (await import('./commands/docs.js')).registerDocs },
  { names: ['source'], load: async () => (await import('./commands/source.js')).registerSource },
  {
    names: ['run-operation'],
    load: async () => (await import('./commands/run-operation.js')).registerRunOperation,
  },
  { names: ['deps'], load: async () => (await import('./commands/deps.js')).registerDeps },
  { names: ['clean'], load: async () => (await import('./commands/clean.js')).registerClean },
  { names: ['db'], load: async () => (await import('./commands/db.js')).registerDb },
];

/**
 * The command line as commander's tree: with the command that `name` names, or with all of them where it names none
 * (for help, for suggestions, and for the reference in docs).
 */
export async function createProgram(finish: Finish, name?: string): Promise<Command> {
  const program = withCommonFlags(new Command('jiggy'))
    .description('SQL-first data modelling for PostgreSQL: builds aside, tests, publishes all or nothing.')
    .version(version, '-V, --version')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(jiggy --help lists the commands; jiggy COMMAND --help its flags)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .exitOverride();
  const named = commandFiles.filter((file) => name !== undefined && file.names.includes(name));
  for (const file of named.length > 0 ? named : commandFiles) (await file.load())(program, finish);
  // Loaded here, so that --version does not pay for it.
  const { withDbtFlags } = await import('./dbt-options.js');
  const { withMissingVerbs } = await import('./dbt-missing-verbs.js');
  withMissingVerbs(program, finish);
  for (const command of program.commands) inherit(command, withDbtFlags);
  return program;
}

/** Errors of sub-commands end like those of the program: thrown, with suggestions. */
function inherit(command: Command, more: (command: Command) => void): void {
  withCommonFlags(command).exitOverride().showSuggestionAfterError(true);
  if (command.commands.length === 0) more(command);
  for (const child of command.commands) inherit(child, more);
}

const GROUPS: readonly string[] = ['docs', 'source', 'db'];
const VERSION: readonly string[] = ['--version', '-V', '-v'];

/** Runs one command line (without node and script) and gives its exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const { verb, rest } = verbFirst(args, (word) => GROUPS.includes(word));
  if (rest.some((word) => VERSION.includes(word)) && (verb.length === 0 || rest.length === 1)) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const program = await createProgram((ended) => {
    code = ended;
  }, verb[0]);
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 2;
    }
    const { canonical } = await import('./dbt-options.js');
    const command = commandAt(program, verb);
    const words = command ? rest.map((word) => canonical(command, word)) : rest;
    await program.parseAsync([...verb, ...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** The command of these words, without the program's own options where it is none. */
function commandAt(program: Command, verb: readonly string[]): Command | undefined {
  return verb.reduce<Command | undefined>(
    (parent, word) => parent?.commands.find((each) => each.name() === word || each.aliases().includes(word)),
    program,
  );
}
