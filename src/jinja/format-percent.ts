import { isInteger } from './arithmetic.js';
import { codePointLength, codePoints } from './characters.js';
import { numberOf } from './comparison.js';
import { limitError, typeError, valueError } from './error.js';
import { formatFloat } from './format-number.js';
import { repr, toText } from './printing.js';
import { typeName } from './type-name.js';
import { isUndefined, requireDefined } from './undefined.js';
import type { Dict, Value } from './values.js';

/** One `%` directive: `%(key)-08.2f`. */
interface Directive {
  readonly key: string | undefined;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
  readonly end: number;
}

/** Gives the arguments of a format one by one, or by key. */
interface Supply {
  readonly next: () => Value;
  readonly byKey: (key: string) => Value;
  readonly left: () => number;
}

const MAX_WIDTH = 1_000_000;

/** Python's `format % value`, the value a tuple, a dict or a single one. */
export function formatPercent(format: string, value: Value): string {
  const supply = supplyOf(value);
  let result = '';
  let from = 0;
  for (let at = format.indexOf('%'); at !== -1; at = format.indexOf('%', from)) {
    const directive = parseDirective(format, at + 1, supply);
    result += format.slice(from, at) + (directive.type === '%' ? '%' : formatDirective(directive, supply));
    from = directive.end;
  }
  if (supply.left() > 0) throw typeError('not all arguments converted during string formatting');
  return result + format.slice(from);
}

function supplyOf(value: Value): Supply {
  const object = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  const mapping: Dict | undefined = object?.kind === 'dict' ? object : undefined;
  const items = object?.kind === 'tuple' ? object.items : [value];
  let used = 0;
  let keyed = false;
  const lenient = mapping !== undefined || Array.isArray(value) || isUndefined(value);
  return {
    next: () => {
      const item = items[used];
      if (item === undefined) throw typeError('not enough arguments for format string');
      used += 1;
      return item;
    },
    byKey: (key) => {
      keyed = true;
      requireDefined(value, true);
      if (mapping === undefined) throw typeError('format requires a mapping');
      const item = mapping.get(key);
      if (item === undefined) throw valueError(`the format asks for the key '${key}', which is not there`);
      return item;
    },
    left: () => (keyed || (lenient && used === 0 && items.length === 1) ? 0 : items.length - used),
  };
}

function parseDirective(format: string, start: number, supply: Supply): Directive {
  let at = start;
  let key: string | undefined;
  if (format[at] === '(') {
    const close = closingParenthesis(format, at);
    key = format.slice(at + 1, close);
    at = close + 1;
  }
  const flagsFrom = at;
  while ('-+ #0'.includes(format[at] ?? 'x')) at += 1;
  const flags = format.slice(flagsFrom, at);
  const width = parseCount(format, at, supply);
  const dotted = format[width.end] === '.';
  const precision = dotted ? parseCount(format, width.end + 1, supply) : undefined;
  at = precision?.end ?? width.end;
  while ('hlL'.includes(format[at] ?? 'x')) at += 1;
  const type = format[at];
  if (type === undefined) throw valueError('incomplete format');
  const left = width.value < 0 ? '-' : '';
  const shared = { key, flags: flags + left, width: Math.abs(width.value), type, end: at + 1 };
  return { ...shared, precision: precision === undefined ? undefined : Math.max(0, precision.value) };
}

function closingParenthesis(format: string, open: number): number {
  let depth = 0;
  for (let at = open; at < format.length; at += 1) {
    if (format[at] === '(') depth += 1;
    if (format[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw valueError('incomplete format key');
}

function parseCount(format: string, start: number, supply: Supply): { readonly value: number; readonly end: number } {
  if (format[start] === '*') {
    const value = supply.next();
    if (!isInteger(value)) throw typeError('* wants int');
    return { value: limitedWidth(Number(value)), end: start + 1 };
  }
  let end = start;
  while (format.charCodeAt(end) >= 0x30 && format.charCodeAt(end) <= 0x39) end += 1;
  return { value: limitedWidth(Number(format.slice(start, end))), end };
}

function limitedWidth(width: number): number {
  if (Math.abs(width) > MAX_WIDTH) throw limitError(`a width or precision beyond ${MAX_WIDTH} is not allowed`);
  return width;
}

function formatDirective(directive: Directive, supply: Supply): string {
  const value = directive.key === undefined ? supply.next() : supply.byKey(directive.key);
  switch (directive.type) {
    case 's':
    case 'r':
    case 'a':
      return pad(cut(directive.type === 's' ? toText(value) : repr(value), directive.precision), directive);
    case 'c':
      return pad(character(value), directive);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return formatWhole(value, directive);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return formatReal(value, directive);
    default:
      throw valueError(`unsupported format character '${directive.type}'`, "write '%%' for a percent sign");
  }
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : codePoints(text).slice(0, precision).join('');
}

function pad(text: string, directive: Directive): string {
  const missing = directive.width - codePointLength(text);
  if (missing <= 0) return text;
  return directive.flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

function character(value: Value): string {
  if (typeof value === 'string' && codePointLength(value) === 1) return value;
  if (isInteger(value) && Number(value) >= 0 && Number(value) <= 0x10ffff) return String.fromCodePoint(Number(value));
  throw typeError('%c requires int or char');
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = { o: [8, '0o'], x: [16, '0x'], X: [16, '0X'] };

function formatWhole(value: Value, directive: Directive): string {
  const { type } = directive;
  const [radix, prefix] = RADIX[type] ?? [10, ''];
  const whole = wholeNumber(value, type, radix === 10);
  const digits = (whole < 0n ? -whole : whole).toString(radix).padStart(directive.precision ?? 1, '0');
  const body = type === 'X' ? digits.toUpperCase() : digits;
  return signed(whole < 0n, directive.flags.includes('#') ? prefix : '', body, directive);
}

function wholeNumber(value: Value, type: string, allowFloat: boolean): bigint {
  requireDefined(value, true);
  const number = numberOf(value);
  const wanted = allowFloat ? 'a real number is' : 'an integer is';
  if (number === undefined || (!allowFloat && !isInteger(value))) {
    throw typeError(`%${type} format: ${wanted} required, not ${typeName(value)}`);
  }
  if (typeof number === 'number' && !Number.isFinite(number)) throw valueError('cannot convert float to integer');
  return typeof number === 'bigint' ? number : BigInt(Math.trunc(number));
}

function formatReal(value: Value, directive: Directive): string {
  requireDefined(value, true);
  const number = numberOf(value);
  if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`);
  const real = Number(number);
  const negative = real < 0 || Object.is(real, -0);
  const body = formatFloat(Math.abs(real), directive.type, directive.precision ?? 6, directive.flags.includes('#'));
  return signed(negative, '', body, directive);
}

function signed(negative: boolean, prefix: string, body: string, directive: Directive): string {
  const plus = directive.flags.includes('+') ? '+' : directive.flags.includes(' ') ? ' ' : '';
  const head = (negative ? '-' : plus) + prefix;
  const zeros = directive.flags.includes('0') && !directive.flags.includes('-');
  return zeros ? head + body.padStart(directive.width - head.length, '0') : pad(head + body, directive);
}
