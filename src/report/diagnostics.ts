import type { Diagnostic, Severity } from '../core/diagnostic.js';
import type { Place } from '../core/source-file.js';
import { printable } from './printable.js';
import type { Style } from './style.js';

/**
 * A diagnostic for people: what is wrong, where with the line and a caret, other places, what to do.
 *
 *     error: column "amont" does not exist (sql/42703)
 *       --> models/staging/stg_orders.sql:3:8
 *       3 | select amont
 *         |        ^^^^^
 *       help: Perhaps you meant to reference the column "amount".
 */
export function renderDiagnostic(diagnostic: Diagnostic, style: Style): string {
  const paint = painter(diagnostic.severity, style);
  const lines = [
    `${paint(`${diagnostic.severity}:`)} ${messageLines(diagnostic.message)} ${style.faint(`(${diagnostic.code})`)}`,
    ...(diagnostic.at ? renderPlace(diagnostic.at, style, paint) : []),
    ...(diagnostic.also ?? []).flatMap(({ note, at }) => [
      `  ${style.faint('note:')} ${messageLines(note)}${at ? ` ${at.file}:${at.line}:${at.column}` : ''}`,
    ]),
    ...(diagnostic.hint ? [`  ${style.accent('help:')} ${messageLines(diagnostic.hint)}`] : []),
  ];
  return lines.join('\n');
}

function renderPlace(at: Place, style: Style, paint: (text: string) => string): string[] {
  const head = `  ${style.faint('-->')} ${at.file}:${at.line}:${at.column}`;
  if (at.text === undefined || at.text.trim() === '') return [head];
  const number = String(at.line);
  const { text, column } = window(at.text, at.column - 1);
  const carets = '^'.repeat(Math.max(1, Math.min(at.length ?? 1, text.length - column)));
  const gutter = ' '.repeat(number.length);
  return [
    head,
    `  ${style.faint(`${number} |`)} ${printable(text)}`,
    `  ${style.faint(`${gutter} |`)} ${' '.repeat(column)}${paint(carets)}`,
  ];
}

/** The part of a long line round the mark. */
function window(line: string, column: number): { text: string; column: number } {
  const flat = line.replaceAll('\t', ' ');
  if (flat.length <= 160) return { text: flat, column };
  const start = Math.max(0, column - 60);
  return { text: flat.slice(start, start + 140), column: column - start };
}

/** Messages may have several lines; each is made printable, further ones are indented. */
function messageLines(message: string): string {
  return message.split('\n').map(printable).join('\n    ');
}

function painter(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case 'error':
      return style.error;
    case 'warning':
      return style.warning;
    case 'info':
      return style.accent;
  }
}
