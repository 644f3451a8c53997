import { builtin, type Builtin } from '../builtin.js';
import { codePoints, hasSurrogates } from '../characters.js';
import { typeError, valueError } from '../error.js';
import { requireDefined } from '../undefined.js';
import type { Value } from '../values.js';
import { wholeArgument } from './list.js';
import { textArgument } from './text-argument.js';

/** The part of a text between two optional positions, and where it begins; undefined where they exclude each other. */
function window(
  text: string,
  from: Value | undefined,
  to: Value | undefined,
): { part: string; from: number } | undefined {
  const points = codePoints(text);
  const start = position(from, points.length, 0);
  const end = Math.min(points.length, position(to, points.length, points.length));
  if (start > end) return undefined;
  return { part: points.slice(start, end).join(''), from: start };
}

function position(value: Value | undefined, length: number, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const number = wholeArgument(value, fallback);
  return number < 0 ? Math.max(0, number + length) : number;
}

function find(name: string, last: boolean, required: boolean): readonly [string, Builtin] {
  const run = builtin('sub start? end?', (text, [sub, from, to]) => {
    const wanted = textArgument(sub, name);
    const range = window(text as string, from, to);
    const index = range === undefined ? -1 : last ? range.part.lastIndexOf(wanted) : range.part.indexOf(wanted);
    if (range === undefined || index === -1) {
      if (required) throw valueError('substring not found', 'find() gives -1 instead');
      return -1;
    }
    const before = range.part.slice(0, index);
    return range.from + (hasSurrogates(before) ? codePoints(before).length : before.length);
  });
  return [name, run];
}

function ends(name: string, atStart: boolean): readonly [string, Builtin] {
  const run = builtin('affix start? end?', (text, [affix = null, from, to]) => {
    const range = window(text as string, from, to);
    const wanted = affixes(affix, name);
    if (range === undefined) return false;
    return wanted.some((one) => (atStart ? range.part.startsWith(one) : range.part.endsWith(one)));
  });
  return [name, run];
}

function affixes(affix: Value, name: string): string[] {
  if (typeof affix === 'string') return [affix];
  if (affix !== null && typeof affix === 'object' && !Array.isArray(affix) && affix.kind === 'tuple') {
    return affix.items.map((item) => textArgument(item, name));
  }
  requireDefined(affix, true);
  throw typeError(`${name} first arg must be str or a tuple of str`);
}

function count(text: string, sub: string): number {
  if (sub === '') return codePoints(text).length + 1;
  let found = 0;
  for (let at = text.indexOf(sub); at !== -1; at = text.indexOf(sub, at + sub.length)) found += 1;
  return found;
}

/** The methods of a string that look for parts of it. */
export const searchMethods: readonly (readonly [string, Builtin])[] = [
  find('find', false, false),
  find('rfind', true, false),
  find('index', false, true),
  find('rindex', true, true),
  ends('startswith', true),
  ends('endswith', false),
  [
    'count',
    builtin('sub start? end?', (text, [sub, from, to]) => {
      const wanted = textArgument(sub, 'count');
      const range = window(text as string, from, to);
      return range === undefined ? 0 : count(range.part, wanted);
    }),
  ],
];
