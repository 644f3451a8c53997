import { builtin, type Builtin } from '../builtin.js';
import { formatPercent } from '../format-percent.js';
import { typeError, valueError } from '../error.js';
import { listOf } from '../iteration.js';
import { capitalize } from '../methods/string-case.js';
import { replaceText, stringMethods } from '../methods/string.js';
import { runBuiltin } from '../builtin.js';
import { wholeArgument } from '../methods/list.js';
import { padText } from '../methods/string-pad.js';
import { repr, toText } from '../printing.js';
import { Dict, tuple, type Kwargs, type Value } from '../values.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

function escape(text: string): string {
  return Array.from(text, (character) => ENTITIES[character] ?? character).join('');
}

function isTitleBreak(character: string): boolean {
  return /^[-\s({[<]$/u.test(character);
}

/** Capitals after blanks, hyphens and opening brackets, small letters elsewhere. */
function title(text: string): string {
  let result = '';
  let word = '';
  for (const character of text) {
    if (isTitleBreak(character)) {
      result += capitalize(word) + character;
      word = '';
    } else {
      word += character;
    }
  }
  return result + capitalize(word);
}

function format(value: Value, args: readonly Value[], named: Kwargs): string {
  if (args.length > 0 && named.size > 0)
    throw typeError("can't handle positional and keyword arguments at the same time");
  return formatPercent(toText(value), named.size > 0 ? Dict.from(named) : tuple(args));
}

function urlEncode(value: Value): string {
  if (typeof value === 'string') return quote(value, true);
  if (value instanceof Dict) return Array.from(value.entries(), encodePair).join('&');
  if (Array.isArray(value)) return value.map((pair) => encodePair(pairOf(pair))).join('&');
  return quote(toText(value), true);
}

function pairOf(value: Value): readonly [Value, Value] {
  const [key, item, ...more] = listOf(value);
  if (key === undefined || item === undefined || more.length > 0) {
    throw valueError('urlencode of a list needs pairs of key and value');
  }
  return [key, item];
}

function encodePair([key, value]: readonly [Value, Value]): string {
  return `${quote(toText(key), false)}=${quote(toText(value), false)}`;
}

function quote(text: string, keepSlash: boolean): string {
  const encoded = encodeURIComponent(wellFormed(text));
  const strict = encoded.replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? strict.replaceAll('%2F', '/') : strict.replaceAll('%20', '+');
}

/** Half characters cannot be encoded; they become U+FFFD. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Drops what looks like tags and comments and folds whitespace. */
function stripTags(text: string): string {
  return withoutBetween(withoutBetween(text, '<!--', '-->'), '<', '>')
    .split(/\s+/u)
    .filter(Boolean)
    .join(' ');
}

function withoutBetween(text: string, open: string, close: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf(open); at !== -1; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at);
    if (end === -1) break;
    result += text.slice(from, at);
    from = end + close.length;
  }
  return result + text.slice(from);
}

function viaMethod(name: string): Builtin {
  const method = stringMethods.get(name);
  if (method === undefined) throw new Error(`no such method: ${name}`);
  return { ...method, run: (value, given, context, named) => method.run(toText(value), given, context, named) };
}

const plainText = builtin('', (value) => toText(value));

/** Filters on text. */
export const textFilters: readonly (readonly [string, Builtin])[] = [
  ['upper', viaMethod('upper')],
  ['lower', viaMethod('lower')],
  ['capitalize', builtin('', (value) => capitalize(toText(value)))],
  ['title', builtin('', (value) => title(toText(value)))],
  ['string', plainText],
  ['safe', plainText],
  [
    'trim',
    builtin('chars?', (value, [chars = null], context) =>
      runBuiltin('trim', viaMethod('strip'), value, [chars], new Map(), context),
    ),
  ],
  [
    'replace',
    builtin('old new count?', (value, [old = '', replacement = '', count]) =>
      replaceText(toText(value), toText(old), toText(replacement), count === null ? -1 : wholeArgument(count, -1)),
    ),
  ],
  ['center', builtin('width?', (value, [width]) => padText(toText(value), wholeArgument(width, 80), 'center'))],
  ['format', builtin('*', (value, args, _context, named) => format(value, args as readonly Value[], named))],
  ['escape', builtin('', (value) => escape(toText(value)))],
  ['e', builtin('', (value) => escape(toText(value)))],
  ['forceescape', builtin('', (value) => escape(toText(value)))],
  ['urlencode', builtin('', (value) => urlEncode(value))],
  ['striptags', builtin('', (value) => stripTags(toText(value)))],
  ['pprint', builtin('', (value) => repr(value))],
];
