import { builtin, type Builtin } from '../builtin.js';
import { isSpaceCode, skipSpace, skipSpaceBack } from '../characters.js';
import { truthy } from '../comparison.js';
import { valueError } from '../error.js';
import { wholeArgument } from './list.js';
import { textArgument } from './text-argument.js';

/** Splits at runs of whitespace, at most `limit` times (always when negative). */
export function splitAtSpace(text: string, limit: number): string[] {
  const parts: string[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length && parts.length !== limit) {
    let end = at;
    while (end < text.length && !isSpaceCode(text.charCodeAt(end))) end += 1;
    parts.push(text.slice(at, end));
    at = skipSpace(text, end);
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

function splitAtSpaceBack(text: string, limit: number): string[] {
  const parts: string[] = [];
  let end = skipSpaceBack(text, 0, text.length);
  while (end > 0 && parts.length !== limit) {
    let at = end;
    while (at > 0 && !isSpaceCode(text.charCodeAt(at - 1))) at -= 1;
    parts.unshift(text.slice(at, end));
    end = skipSpaceBack(text, 0, at);
  }
  if (end > 0) parts.unshift(text.slice(0, end));
  return parts;
}

function splitAt(text: string, separator: string, limit: number, fromEnd: boolean): string[] {
  if (separator === '') throw valueError('empty separator');
  const parts = text.split(separator);
  if (limit < 0 || parts.length - 1 <= limit) return parts;
  const cut = fromEnd ? parts.length - limit : limit;
  const joined = (fromEnd ? parts.slice(0, cut) : parts.slice(cut)).join(separator);
  return fromEnd ? [joined, ...parts.slice(cut)] : [...parts.slice(0, cut), joined];
}

function split(name: string, fromEnd: boolean): readonly [string, Builtin] {
  const run = builtin('sep? maxsplit?', (text, [separator = null, maximum]) => {
    const limit = wholeArgument(maximum, -1);
    if (separator !== null) return splitAt(text as string, textArgument(separator, name), limit, fromEnd);
    return fromEnd && limit >= 0 ? splitAtSpaceBack(text as string, limit) : splitAtSpace(text as string, limit);
  });
  return [name, run];
}

const LINE_ENDS = new Set(['\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']);

/** Splits at line ends of any kind, as Python's `splitlines`. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!LINE_ENDS.has(text.charAt(at))) continue;
    const end = text.startsWith('\r\n', at) ? at + 2 : at + 1;
    lines.push(text.slice(from, keepEnds ? end : at));
    from = end;
    at = end - 1;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

/** The methods of a string that split it. */
export const splitMethods: readonly (readonly [string, Builtin])[] = [
  split('split', false),
  split('rsplit', true),
  ['splitlines', builtin('keepends?', (text, [keep = false]) => splitLines(text as string, truthy(keep)))],
];
