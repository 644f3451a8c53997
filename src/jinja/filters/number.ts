import { isInteger } from '../arithmetic.js';
import { builtin, type Builtin } from '../builtin.js';
import { numberOf, numeric } from '../comparison.js';
import { typeError, valueError } from '../error.js';
import { roundFloat, scaledRound, fixed } from '../fixed.js';
import { float } from '../float.js';
import { integer } from '../integer.js';
import { binary } from '../operators.js';
import { wholeArgument } from '../methods/list.js';
import { parseFloatText, parseIntegerText } from '../parse-number.js';
import type { Context } from '../runtime.js';
import { typeName } from '../type-name.js';
import { requireDefined } from '../undefined.js';
import { tagged, type Value } from '../values.js';
import { attributeReader } from './attribute-path.js';
import { repr, toText } from '../printing.js';
import { truthy } from '../comparison.js';

function absolute(value: Value): Value {
  const number = requireNumber(value);
  if (tagged(value)?.kind === 'object') return number < 0 ? binary('*', value, -1) : value;
  if (isInteger(value)) return integer(number < 0 ? -BigInt(number) : BigInt(number));
  return float(Math.abs(Number(number)));
}

function requireNumber(value: Value): number | bigint {
  requireDefined(value, true);
  const number = numberOf(value);
  if (number === undefined) throw typeError(`a number is needed, not ${typeName(value)}`, 'convert it: value | float');
  return number;
}

function toInteger(value: Value, fallback: Value, base: number): Value {
  requireDefined(value, true);
  const number = numberOf(value);
  if (isInteger(value)) return integer(BigInt(number ?? 0));
  if (number !== undefined)
    return Number.isFinite(Number(number)) ? integer(BigInt(Math.trunc(Number(number)))) : fallback;
  if (typeof value !== 'string') return fallback;
  const whole = parseIntegerText(value, base);
  if (whole !== undefined) return whole;
  const real = parseFloatText(value);
  return real === undefined || !Number.isFinite(real) ? fallback : integer(BigInt(Math.trunc(real)));
}

function toFloat(value: Value, fallback: Value): Value {
  requireDefined(value, true);
  const number = numberOf(value);
  if (number !== undefined) return float(Number(number));
  const parsed = typeof value === 'string' ? parseFloatText(value) : undefined;
  return parsed === undefined ? fallback : float(parsed);
}

function round(value: Value, precision: number, method: string): Value {
  const number = requireNumber(value);
  if (method === 'common') return hostRound(value, precision) ?? roundHalfEven(value, number, precision);
  if (method !== 'ceil' && method !== 'floor') throw valueError('method must be common, ceil or floor');
  const factor = 10 ** precision;
  const scaled = Number(number) * factor;
  // Adding 0 makes -0 a 0, as Python's floor and ceil give ints.
  return float(((method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) + 0) / factor);
}

function hostRound(value: Value, precision: number): Value | undefined {
  const object = tagged(value);
  return object?.kind === 'object' ? object.round?.(precision) : undefined;
}

function roundHalfEven(value: Value, number: number | bigint, precision: number): Value {
  if (!isInteger(value)) return float(roundFloat(Number(number), precision));
  if (precision >= 0) return integer(BigInt(number));
  const size = BigInt(number) < 0n ? -BigInt(number) : BigInt(number);
  const rounded = scaledRound(size, precision) * 10n ** BigInt(-precision);
  return integer(BigInt(number) < 0n ? -rounded : rounded);
}

function sum(value: Value, attribute: Value | undefined, start: Value, context: Context): Value {
  const read = attribute === undefined || attribute === null ? undefined : attributeReader(attribute, context);
  if (typeof start === 'string') throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start;
  for (const item of context.items(value)) total = binary('+', total, read === undefined ? item : read(item));
  return total;
}

const UNITS = {
  decimal: [1000, ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']],
  binary: [1024, ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB']],
} as const;

function fileSize(value: Value, inBinary: boolean): string {
  const number = toFloat(value, null);
  if (number === null) throw typeError(`filesizeformat needs a number, not ${repr(value)}`);
  const bytes = Number(numeric(number) ?? 0);
  const [base, names] = inBinary ? UNITS.binary : UNITS.decimal;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  let unit = base * base;
  for (const name of names) {
    if (bytes < unit || name.startsWith('Y')) return `${fixed((base * bytes) / unit, 1)} ${name}`;
    unit *= base;
  }
  return toText(value);
}

/** Filters on numbers. */
export const numberFilters: readonly (readonly [string, Builtin])[] = [
  ['abs', builtin('', (value) => absolute(value))],
  [
    'int',
    builtin('default? base?', (value, [fallback = 0, base]) => toInteger(value, fallback, wholeArgument(base, 10))),
  ],
  ['float', builtin('default?', (value, [fallback = float(0)]) => toFloat(value, fallback))],
  [
    'round',
    builtin('precision? method?', (value, [precision, method = 'common']) =>
      round(value, wholeArgument(precision, 0), toText(method)),
    ),
  ],
  [
    'sum',
    builtin('attribute? start?', (value, [attribute, start = 0], context) => sum(value, attribute, start, context)),
  ],
  ['filesizeformat', builtin('binary?', (value, [inBinary = false]) => fileSize(value, truthy(inBinary)))],
];
