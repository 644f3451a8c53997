import { builtin, type Builtin } from '../builtin.js';
import { isSpaceCode } from '../characters.js';
import { typeError, valueError, limitLength } from '../error.js';
import { formatBraces, formatMap } from '../format-braces.js';
import { listOf } from '../iteration.js';
import { toText } from '../printing.js';
import { requireDefined } from '../undefined.js';
import { typeName } from '../type-name.js';
import { tuple, type Value } from '../values.js';
import { caseMethods } from './string-case.js';
import { wholeArgument } from './list.js';
import { padMethods } from './string-pad.js';
import { searchMethods } from './string-search.js';
import { splitMethods } from './string-split.js';
import { textArgument } from './text-argument.js';

function join(separator: string, values: Value): string {
  const items = listOf(values).map((item, index) => {
    requireDefined(item, true);
    if (typeof item === 'string') return item;
    const message = `sequence item ${index}: expected str instance, ${typeName(item)} found`;
    throw typeError(message, 'the filter join converts: values | join(separator)');
  });
  return items.join(separator);
}

function stripEnds(text: string, characters: Value | undefined, left: boolean, right: boolean): string {
  const strip = stripper(characters);
  let from = 0;
  let to = text.length;
  if (left) while (from < to && strip(text, from)) from += 1;
  if (right) while (to > from && strip(text, to - 1)) to -= 1;
  return text.slice(from, to);
}

function stripper(characters: Value | undefined): (text: string, at: number) => boolean {
  if (characters === undefined || characters === null) return (text, at) => isSpaceCode(text.charCodeAt(at));
  const set = textArgument(characters, 'strip');
  return (text, at) => set.includes(text.charAt(at));
}

/** Replaces the first `count` occurrences (all when negative). */
export function replaceText(text: string, old: string, replacement: string, count: number): string {
  if (count < 0 || old === '') return replaceParts(text, old, replacement, count);
  let result = '';
  let from = 0;
  for (let left = count; left > 0; left -= 1) {
    const at = text.indexOf(old, from);
    if (at === -1) break;
    result += text.slice(from, at) + replacement;
    from = at + old.length;
  }
  return result + text.slice(from);
}

function replaceParts(text: string, old: string, replacement: string, count: number): string {
  const pieces = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const limit = count < 0 ? pieces.length - 1 : Math.min(count, pieces.length - 1);
  limitLength(text.length + limit * replacement.length);
  return pieces.slice(0, limit + 1).join(replacement) + pieces.slice(limit + 1).join(old);
}

function zeroFill(text: string, width: number): string {
  limitLength(width);
  const sign = text.startsWith('-') || text.startsWith('+') ? text.charAt(0) : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function translate(text: string, table: Value): string {
  if (table === null || typeof table !== 'object' || Array.isArray(table) || table.kind !== 'dict') {
    throw typeError('translate() needs a dict');
  }
  const translated = Array.from(text, (character): string => {
    const replacement = table.get(character.codePointAt(0) ?? 0);
    if (replacement === undefined) return character;
    if (replacement === null) return '';
    return typeof replacement === 'number' ? String.fromCodePoint(replacement) : toText(replacement);
  });
  return translated.join('');
}

/** The methods of a string. */
export const stringMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...caseMethods,
  ...padMethods,
  ...searchMethods,
  ...splitMethods,
  ['join', builtin('iterable', (text, [values = null]) => join(text as string, values))],
  ['strip', builtin('chars?', (text, [characters]) => stripEnds(text as string, characters, true, true))],
  ['lstrip', builtin('chars?', (text, [characters]) => stripEnds(text as string, characters, true, false))],
  ['rstrip', builtin('chars?', (text, [characters]) => stripEnds(text as string, characters, false, true))],
  [
    'replace',
    builtin('old new count?', (text, [old, replacement, count]) =>
      replaceText(
        text as string,
        textArgument(old, 'replace'),
        textArgument(replacement, 'replace'),
        wholeArgument(count, -1),
      ),
    ),
  ],
  [
    'format',
    builtin('*', (text, args, context, named) => formatBraces(text as string, args as Value[], named, context)),
  ],
  ['format_map', builtin('mapping', (text, [mapping = null], context) => formatMap(text as string, mapping, context))],
  ['zfill', builtin('width', (text, [width]) => zeroFill(text as string, wholeArgument(width, 0)))],
  ['translate', builtin('table', (text, [table = null]) => translate(text as string, table))],
  [
    'removeprefix',
    builtin('prefix', (text, [prefix]) => {
      const start = textArgument(prefix, 'removeprefix');
      return (text as string).startsWith(start) ? (text as string).slice(start.length) : text;
    }),
  ],
  [
    'removesuffix',
    builtin('suffix', (text, [suffix]) => {
      const end = textArgument(suffix, 'removesuffix');
      const value = text as string;
      return end !== '' && value.endsWith(end) ? value.slice(0, value.length - end.length) : text;
    }),
  ],
  [
    'partition',
    builtin('sep', (text, [separator]) => partition(text as string, textArgument(separator, 'partition'), false)),
  ],
  [
    'rpartition',
    builtin('sep', (text, [separator]) => partition(text as string, textArgument(separator, 'rpartition'), true)),
  ],
  ['encode', builtin('encoding? errors?', (text) => text)],
]);

function partition(text: string, separator: string, last: boolean): Value {
  if (separator === '') throw valueError('empty separator');
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at === -1) return tuple(last ? ['', '', text] : [text, '', '']);
  return tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}
