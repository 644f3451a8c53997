import { isInteger } from './arithmetic.js';
import { codePointLength, codePoints } from './characters.js';
import { numberOf } from './comparison.js';
import { limitError, typeError, valueError } from './error.js';
import { formatFloat, groupDigits, wholeDigits } from './format-number.js';
import { printFloat } from './print-float.js';
import { toText } from './printing.js';
import { typeName } from './type-name.js';
import { requireDefined } from './undefined.js';
import { tagged, type Value } from './values.js';

/** A format specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`. */
interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const MAX_WIDTH = 10_000;

/** Python's `format(value, spec)`. */
export function formatSpec(value: Value, spec: string): string {
  requireDefined(value, spec !== '');
  if (spec === '') return toText(value);
  const object = tagged(value);
  if (object?.kind === 'object' && object.format) return object.format(spec);
  const parsed = parseSpec(spec);
  if (typeof value === 'string') return formatText(value, parsed);
  const number = numberOf(value);
  if (number === undefined || (typeof value === 'boolean' && parsed.type === 's')) {
    throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  }
  return isInteger(value) && !'eEfFgG%'.includes(parsed.type || 'd')
    ? formatWhole(BigInt(number), parsed)
    : formatReal(number, parsed, isInteger(value));
}

function parseSpec(spec: string): Spec {
  const characters = codePoints(spec);
  let at = 0;
  const next = (allowed: string): string => {
    const character = characters[at] ?? '';
    if (character === '' || !allowed.includes(character)) return '';
    at += 1;
    return character;
  };
  const count = (): number | undefined => {
    let digits = '';
    for (let digit = next('0123456789'); digit !== ''; digit = next('0123456789')) digits += digit;
    return digits === '' ? undefined : limitedWidth(Number(digits));
  };
  const hasFill = characters.length > 1 && '<>=^'.includes(characters[1] ?? 'x');
  const fillGiven = hasFill ? (characters[0] ?? ' ') : '';
  if (hasFill) at = 1;
  const alignGiven = next('<>=^');
  const sign = next('+- ');
  const alternate = next('#') !== '';
  const zero = next('0') !== '';
  const fill = fillGiven === '' ? (zero ? '0' : ' ') : fillGiven;
  const align = alignGiven === '' && zero ? '=' : alignGiven;
  const width = count() ?? 0;
  const grouping = next(',_');
  const precision = next('.') === '' ? undefined : requiredCount(count());
  const type = characters[at] ?? '';
  if (at + 1 < characters.length) throw valueError(`Invalid format specifier '${spec}'`);
  return { fill, align, sign, alternate, width, grouping, precision, type };
}

function requiredCount(count: number | undefined): number {
  if (count === undefined) throw valueError('Format specifier missing precision');
  return count;
}

function limitedWidth(width: number): number {
  if (width > MAX_WIDTH) throw limitError(`a width or precision beyond ${MAX_WIDTH} is not allowed`);
  return width;
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownType(spec.type, 'str');
  if (spec.sign !== '') throw valueError('Sign not allowed in string format specifier');
  if (spec.grouping !== '') throw valueError("Cannot specify ',' with 's'.");
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? text : codePoints(text).slice(0, spec.precision).join('');
  return align(cut, spec, '<');
}

function unknownType(type: string, of: string): Error {
  return valueError(`Unknown format code '${type}' for object of type '${of}'`);
}

function align(text: string, spec: Spec, standard: string): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  switch (spec.align === '' ? standard : spec.align) {
    case '<':
      return text + spec.fill.repeat(missing);
    case '^': {
      const before = Math.floor(missing / 2);
      return spec.fill.repeat(before) + text + spec.fill.repeat(missing - before);
    }
    default:
      return spec.fill.repeat(missing) + text;
  }
}

const RADIX: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

function formatWhole(value: bigint, spec: Spec): string {
  if (spec.type === 'c') return align(String.fromCodePoint(Number(value)), spec, '<');
  if (!'dnboxX'.includes(spec.type)) throw unknownType(spec.type, 'int');
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  const [radix, prefix] = RADIX[spec.type] ?? [10, ''];
  const digits = (value < 0n ? -value : value).toString(radix);
  const body = spec.type === 'X' ? digits.toUpperCase() : digits;
  return signed(value < 0n, spec.alternate ? prefix : '', body, spec, radix === 10 ? 3 : 4);
}

function formatReal(number: number | bigint, spec: Spec, whole: boolean): string {
  const negative = number < 0 || Object.is(number, -0);
  const size = typeof number === 'bigint' ? (negative ? -number : number) : Math.abs(number);
  return signed(negative, '', realBody(size, spec, whole), spec, 3);
}

function realBody(size: number | bigint, spec: Spec, whole: boolean): string {
  const { type, precision, alternate } = spec;
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return formatFloat(whole ? size : Number(size), type, precision ?? 6, alternate);
    case 'n':
      return formatFloat(Number(size), 'g', precision ?? 6, alternate);
    case '%':
      return `${formatFloat(Number(size) * 100, 'f', precision ?? 6, alternate)}%`;
    case '':
      return precision === undefined ? printFloat(Number(size)) : shortest(Number(size), precision);
    default:
      throw unknownType(type, whole ? 'int' : 'float');
  }
}

/** Without a type: like `g`, but with at least one digit behind the point. */
function shortest(size: number, precision: number): string {
  const text = formatFloat(size, 'g', precision);
  if (text.includes('.') || !Number.isFinite(size)) return text;
  if (text.includes('e')) return text;
  return text.length >= Math.max(1, precision) && precision > 0 && text.length > 0 && digitsFill(text, precision)
    ? formatFloat(size, 'e', Math.max(0, precision - 1)).replace(/\.?0*e/, 'e')
    : `${text}.0`;
}

function digitsFill(text: string, precision: number): boolean {
  return text.length >= precision;
}

function signed(negative: boolean, prefix: string, digits: string, spec: Spec, groupSize: number): string {
  const sign = negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const head = sign + prefix;
  const body = spec.grouping === '' ? digits : groupDigits(digits, spec.grouping, groupSize);
  if (spec.align !== '=') return align(head + body, spec, '>');
  if (spec.fill !== '0' || spec.grouping === '') return head + body.padStart(spec.width - head.length, spec.fill);
  return head + groupedZeros(digits, spec, groupSize, spec.width - head.length);
}

/** Zeros in front are grouped too: `{:08,}` of 1234 is `0,001,234`. */
function groupedZeros(digits: string, spec: Spec, groupSize: number, width: number): string {
  const whole = wholeDigits(digits);
  const rest = digits.length - whole;
  let wanted = whole;
  while (wanted + Math.floor((wanted - 1) / groupSize) + rest < width) wanted += 1;
  return groupDigits('0'.repeat(wanted - whole) + digits, spec.grouping, groupSize);
}
