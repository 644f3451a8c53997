import type { Diagnostic } from '../core/diagnostic.js';
import type { Clock } from '../core/ports.js';
import { renderDiagnostic } from '../report/diagnostics.js';
import type { Style } from '../report/style.js';
import { styleFor } from '../report/style.js';

/** Flags that every command takes. */
export interface CommonOptions {
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  readonly vars?: string;
  /** False with `--no-version-check`. */
  readonly versionCheck?: boolean;
  readonly databaseUrl?: string;
  readonly embedded?: boolean;
  readonly writeJson?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/** 0 good; 1 a model, a test or a load failed; 2 project, usage or surroundings are wrong; 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** What a command may touch of the world around it. */
export interface Context {
  readonly options: CommonOptions;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Whether stderr is a terminal: progress that overwrites itself is allowed there. */
  readonly interactive: boolean;
  /** A result line on stdout. */
  print(text: string): void;
  /** News on stderr; silent with --quiet. */
  note(text: string): void;
  /** Errors always, warnings and infos unless --quiet; on stderr. */
  report(diagnostics: readonly Diagnostic[]): void;
  /** Overwrites one line on a terminal; undefined clears it. Does nothing elsewhere. */
  progress(text: string | undefined): void;
  /** Colours of stdout and of stderr. */
  readonly style: Style;
  readonly errorStyle: Style;
}

export function createContext(options: CommonOptions, signal: AbortSignal): Context {
  const style = styleFor(wantsColour(process.stdout, process.env));
  const errorStyle = styleFor(wantsColour(process.stderr, process.env));
  const interactive = process.stderr.isTTY && !options.quiet;
  let transient = false;

  function clear(): void {
    if (transient) process.stderr.write('\r\x1b[2K');
    transient = false;
  }

  return {
    options,
    cwd: process.cwd(),
    env: process.env,
    clock: { now: () => new Date(), monotonic: () => performance.now() },
    signal,
    interactive,
    style,
    errorStyle,
    print(text) {
      clear();
      process.stdout.write(`${text}\n`);
    },
    note(text) {
      if (options.quiet) return;
      clear();
      process.stderr.write(`${text}\n`);
    },
    report(diagnostics) {
      clear();
      for (const each of diagnostics) {
        if (options.quiet && each.severity !== 'error') continue;
        process.stderr.write(`${renderDiagnostic(each, errorStyle)}\n`);
      }
    },
    progress(text) {
      if (!interactive) return;
      clear();
      if (text === undefined) return;
      process.stderr.write(text.slice(0, Math.max(20, (process.stderr.columns || 80) - 1)));
      transient = true;
    },
  };
}

/** NO_COLOR (any value) and a pipe switch colours off, FORCE_COLOR on. */
function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY && env['TERM'] !== 'dumb';
}
