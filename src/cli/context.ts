import { randomUUID } from 'node:crypto';
import type { Diagnostic } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import type { Clock } from '../core/ports.js';
import type { Style } from '../report/style.js';
import { styleFor } from '../report/style.js';
import type { Line, LogFormat, LogLevel } from './output.js';
import { diagnosticLine, isSaid, makeOutput } from './output.js';
import type { WarningPolicy } from './warnings.js';
import { warningPolicy } from './warnings.js';

/** Flags that every command takes. */
export interface CommonOptions {
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  readonly vars?: string;
  /** False with `--no-version-check`. */
  readonly versionCheck?: boolean;
  /** False with `--no-partial-parse`. */
  readonly partialParse?: boolean;
  readonly databaseUrl?: string;
  readonly embedded?: boolean;
  readonly writeJson?: boolean;
  /** Instead of target-path of dbt_project.yml. */
  readonly targetPath?: string;
  readonly fullRefresh?: boolean;
  readonly empty?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  /** False with `--no-print`: what `print()` says in templates is not shown. */
  readonly print?: boolean;
  readonly useColors?: boolean;
  readonly logFormat?: LogFormat;
  readonly logLevel?: LogLevel;
  readonly warnError?: boolean;
  /** YAML, or the mapping in dbt_project.yml. */
  readonly warnErrorOptions?: string | JsonObject;
}

/** 0 good; 1 a model, a test or a load failed; 2 project, usage or surroundings are wrong; 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** What a command may touch of the world around it. */
export interface Context {
  readonly options: CommonOptions;
  /** The command's words as they were typed. */
  readonly commandLine: string;
  /** A UUID, new for each command. */
  readonly invocationId: string;
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
  /** What is of interest with --debug or --log-level debug only; on stderr. */
  detail(text: string): void;
  /** Errors always, warnings and infos unless --quiet; on stderr. What `print()` says in templates is a result. */
  report(diagnostics: readonly Diagnostic[]): void;
  /** What becomes of warnings. */
  readonly policy: WarningPolicy;
  /** A warning that counts as an error was reported. */
  readonly hasFailed: () => boolean;
  /** Overwrites one line on a terminal; undefined clears it. Does nothing elsewhere. */
  progress(text: string | undefined): void;
  /** Colours of stdout and of stderr. */
  readonly style: Style;
  readonly errorStyle: Style;
}

/** The world as a command with these options sees it. */
export function createContext(options: CommonOptions, signal: AbortSignal, commandLine = ''): Context {
  const style = styleFor(wantsColour(process.stdout, process.env, options));
  const errorStyle = styleFor(wantsColour(process.stderr, process.env, options));
  const format = options.logFormat ?? 'default';
  const level = levelOf(options);
  const interactive = process.stderr.isTTY && isSaid('info', level) && format !== 'json';
  const clock: Clock = { now: () => new Date(), monotonic: () => performance.now() };
  const invocationId = randomUUID();
  const out = (text: string): void => void process.stdout.write(text);
  const err = (text: string): void => void process.stderr.write(text);
  const output = makeOutput(format, { out, err, clock, pid: process.pid, invocationId });
  const policy = warningPolicy(options);
  let transient = false;
  let failed = false;

  function clear(): void {
    if (transient) process.stderr.write('\r\x1b[2K');
    transient = false;
  }

  function say(line: Line): void {
    if (!isSaid(line.level, level)) return;
    clear();
    output.say(line);
  }

  function print(text: string): void {
    clear();
    output.result(text);
  }

  function report(diagnostics: readonly Diagnostic[]): void {
    for (const each of diagnostics) {
      const ruled = policy(each);
      if (!ruled) continue;
      failed ||= ruled.severity === 'error' && each.severity === 'warning';
      if (ruled.code === 'template/print') {
        if (options.print !== false) print(ruled.message);
      } else if (ruled.code === 'template/log') say({ name: 'JinjaLogInfo', level: 'info', text: ruled.message });
      else say(diagnosticLine(ruled, errorStyle));
    }
  }

  return {
    options,
    commandLine,
    invocationId,
    cwd: process.cwd(),
    env: process.env,
    clock,
    signal,
    interactive,
    style,
    errorStyle,
    policy,
    hasFailed: () => failed,
    print,
    note: (text) => say({ name: 'Note', level: 'info', text }),
    detail: (text) => say({ name: 'Detail', level: 'debug', text }),
    report,
    progress(text) {
      if (!interactive) return;
      clear();
      if (text === undefined) return;
      process.stderr.write(text.slice(0, Math.max(20, (process.stderr.columns || 80) - 1)));
      transient = true;
    },
  };
}

/** `--quiet` leaves errors; `--debug` adds details. */
function levelOf({ quiet, debug, logLevel }: CommonOptions): LogLevel {
  if (quiet) return logLevel === 'none' ? 'none' : 'error';
  return debug ? 'debug' : (logLevel ?? 'info');
}

/** `--[no-]use-colors` first; then NO_COLOR (any value) and a pipe switch colours off, FORCE_COLOR on. */
function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, { useColors }: CommonOptions): boolean {
  if (useColors !== undefined) return useColors;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY && env['TERM'] !== 'dumb';
}
