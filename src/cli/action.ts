import type { Command } from 'commander';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { CommonOptions, Context, ExitCode } from './context.js';
import { createContext } from './context.js';
import { refuseFlags } from './dbt-options.js';
import { settledOptions } from './dbt-settings.js';

/** Told when a command has ended; the program sets the exit code from it. */
export type Finish = (code: ExitCode) => void;

/**
 * Makes the handler that commander calls: gives the command its context, turns what it throws into messages and an
 * exit code. Options arrive merged with the program's own.
 */
export function action<Options extends CommonOptions>(
  finish: Finish,
  work: (context: Context, options: Options, args: readonly string[]) => Promise<ExitCode>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const interrupt = new AbortController();
    let context = createContext(plainOptions(command), interrupt.signal);
    const release = onInterrupt(interrupt, () => context);
    try {
      const options = (await settledOptions(command, context.cwd, context.env)) as Options;
      context = createContext(options, interrupt.signal, commandLineOf(command));
      refuseFlags(command, options as Readonly<Record<string, unknown>>);
      const code = await work(context, options, command.args);
      finish(code === 0 && context.hasFailed() ? 1 : code);
    } catch (error) {
      finish(interrupt.signal.aborted ? interrupted(context) : failed(error, context));
    } finally {
      context.progress(undefined);
      release();
    }
  };
}

/** Enough to say that options cannot be read. */
function plainOptions(command: Command): CommonOptions {
  const { quiet, debug } = command.optsWithGlobals<CommonOptions>();
  return { ...(quiet === undefined ? {} : { quiet }), ...(debug === undefined ? {} : { debug }) };
}

/** `build --select stg_orders`: what was typed, secrets excepted. */
function commandLineOf(command: Command): string {
  const root = rootOf(command) as Command & { readonly rawArgs?: readonly string[] };
  const words = root.rawArgs ?? [];
  return words.map((word, at) => (words[at - 1] === '--database-url' ? '***' : word)).join(' ');
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

function onInterrupt(interrupt: AbortController, context: () => Context): () => void {
  const stop = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    context().note('Interrupted: cancelling what is running (again to leave at once) ...');
    interrupt.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
}

function interrupted(context: Context): ExitCode {
  context.note('Cancelled. What was under way is undone; what is published is as it was.');
  return 130;
}

function failed(error: unknown, context: Context): ExitCode {
  if (error instanceof DiagnosticError) {
    context.report(error.diagnostics);
    if (context.options.debug) context.note(stackOf(error.cause ?? error));
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  context.report([
    problem('internal/error', `jiggy came to something it did not expect: ${message}`, {
      hint: context.options.debug
        ? 'Please report it with the stack trace below.'
        : 'Run again with --debug for the stack trace.',
    }),
  ]);
  if (context.options.debug) context.note(stackOf(error));
  return 2;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
