import type { Diagnostic } from '../core/diagnostic.js';
import type { Clock } from '../core/ports.js';
import { renderDiagnostic } from '../report/diagnostics.js';
import type { Style } from '../report/style.js';

/** dbt's `--log-format`. `text` and `default` are the same here. */
export const LOG_FORMATS = ['text', 'default', 'debug', 'json'] as const;

/** dbt's `--log-level`, from the most to the least that is said. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'none'] as const;

export type LogFormat = (typeof LOG_FORMATS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One thing that is said. */
export interface Line {
  readonly name: string;
  readonly level: Exclude<LogLevel, 'none'>;
  readonly text: string;
  readonly data?: object;
}

/** Writes lines in the form that was asked for. */
export interface Output {
  /** What the command was asked for: on stdout, whatever the level. */
  result(text: string): void;
  /** Everything else: on stderr, or with `json` on stdout as dbt does. */
  say(line: Line): void;
}

/** What `makeOutput` needs of the world. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly clock: Clock;
  readonly pid: number;
  readonly invocationId: string;
}

/** An output of that format. */
export function makeOutput(format: LogFormat, streams: Streams): Output {
  if (format === 'json') return jsonOutput(streams);
  const stamp = format === 'debug' ? stamper(streams.clock) : (line: Line) => line.text;
  return {
    result: (text) => streams.out(`${text}\n`),
    say: (line) => streams.err(`${stamp(line)}\n`),
  };
}

/** dbt's lines: `data` of the event beside `info` about it. */
function jsonOutput({ out, clock, pid, invocationId }: Streams): Output {
  const write = ({ name, level, text, data }: Line): void => {
    const msg = text.replaceAll(ANSI, '');
    const about = { category: '', code: '', extra: {}, invocation_id: invocationId, level, msg, name };
    const info = { ...about, pid, thread: 'MainThread', ts: clock.now().toISOString() };
    out(`${JSON.stringify({ data: data ?? { msg }, info })}\n`);
  };
  return { result: (text) => write({ name: 'PrintEvent', level: 'info', text }), say: write };
}

const ANSI = /\u001b\[[0-9;]*m/g;

function stamper(clock: Clock): (line: Line) => string {
  return ({ level, text }) => `${clock.now().toISOString().slice(11, 23)} [${level.padEnd(5)}] ${text}`;
}

/** Whether a level is said at the level that was chosen. */
export function isSaid(level: Line['level'], chosen: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(chosen);
}

/** A diagnostic as a line; in JSON its parts stand apart. */
export function diagnosticLine(diagnostic: Diagnostic, style: Style): Line {
  const { code, message, hint, at, severity } = diagnostic;
  const level = severity === 'warning' ? 'warn' : severity;
  const place = at && { file: at.file, line: at.line, column: at.column };
  const data = { code, msg: message, ...(hint === undefined ? {} : { hint }), ...(place ?? {}) };
  return { name: 'Diagnostic', level, text: renderDiagnostic(diagnostic, style), data };
}
