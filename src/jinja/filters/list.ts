import { builtin, type Builtin } from '../builtin.js';
import { codePoints } from '../characters.js';
import { truthy } from '../comparison.js';
import { typeError, valueError } from '../error.js';
import { iteration, requireLength } from '../iteration.js';
import { toText } from '../printing.js';
import { wholeArgument } from '../methods/list.js';
import type { Context } from '../runtime.js';
import { typeName } from '../type-name.js';
import { isUndefined, requireDefined, undefinedValue } from '../undefined.js';
import { tuple, type Value } from '../values.js';
import { attributeReader } from './attribute-path.js';

function noItem(context: Context, message: string): Value {
  return undefinedValue(context.frame.undefinedMode, message);
}

function firstOf(value: Value, context: Context): Value {
  const [first] = context.items(value);
  return first === undefined ? noItem(context, 'No first item, sequence was empty.') : first;
}

function lastOf(value: Value, context: Context): Value {
  const last = context.items(value).at(-1);
  return last === undefined ? noItem(context, 'No last item, sequence was empty.') : last;
}

function join(value: Value, separator: Value, attribute: Value | undefined, context: Context): string {
  const items = context.items(value);
  const read =
    attribute === undefined || attribute === null ? (item: Value): Value => item : attributeReader(attribute, context);
  return items.map((item) => toText(read(item))).join(toText(separator));
}

function reverse(value: Value, context: Context): Value {
  if (typeof value === 'string') return codePoints(value).reverse().join('');
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && value.kind === 'set') {
    throw typeError('a set has no order to reverse');
  }
  return iteration(context.items(value).reverse(), 'list_reverseiterator');
}

function batch(value: Value, size: number, fill: Value, context: Context): Value {
  const batches: Value[][] = [];
  const items = context.items(value);
  const step = Math.max(1, size);
  for (let from = 0; from < items.length; from += step) batches.push(items.slice(from, from + step));
  const last = batches.at(-1);
  if (fill !== null && last !== undefined) while (last.length < step && last.length < 100_000) last.push(fill);
  return iteration(batches);
}

/** Cuts into so many lists of nearly equal length. */
function slices(value: Value, count: number, fill: Value, context: Context): Value {
  if (count <= 0) throw valueError('the number of slices must be positive');
  const items = context.items(value);
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  const result: Value[][] = [];
  let from = 0;
  for (let index = 0; index < Math.min(count, 100_000); index += 1) {
    const to = from + size + (index < longer ? 1 : 0);
    const part = items.slice(from, to);
    if (fill !== null && index >= longer) part.push(fill);
    result.push(part);
    from = to;
  }
  return iteration(result);
}

function itemsOf(value: Value): Value {
  if (isUndefined(value)) return iteration([]);
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value.kind !== 'dict') {
    throw typeError(`Can only get item pairs from a mapping, not ${typeName(value)}.`);
  }
  return iteration(Array.from(value.entries(), (entry) => tuple(entry)));
}

function orDefault(value: Value, fallback: Value, whenFalse: boolean): Value {
  if (isUndefined(value)) return fallback;
  return whenFalse && !truthy(value) ? fallback : value;
}

const length = builtin('', (value) => requireLength(value));
const standard = builtin('default_value? boolean?', (value, [fallback = '', whenFalse = false]) =>
  orDefault(value, fallback, truthy(whenFalse)),
);

/** Filters on lists and other things that can be gone through. */
export const listFilters: readonly (readonly [string, Builtin])[] = [
  ['default', standard],
  ['d', standard],
  ['length', length],
  ['count', length],
  ['first', builtin('', (value, _given, context) => firstOf(value, context))],
  ['last', builtin('', (value, _given, context) => lastOf(value, context))],
  ['list', builtin('', (value, _given, context) => context.items(value))],
  ['items', builtin('', (value) => itemsOf(value))],
  ['reverse', builtin('', (value, _given, context) => reverse(value, context))],
  [
    'join',
    builtin('d? attribute?', (value, [separator = '', attribute], context) =>
      join(value, separator, attribute, context),
    ),
  ],
  [
    'batch',
    builtin('linecount fill_with?', (value, [size, fill = null], context) =>
      batch(value, wholeArgument(size, 1), fill, context),
    ),
  ],
  [
    'slice',
    builtin('slices fill_with?', (value, [count, fill = null], context) =>
      slices(value, wholeArgument(count, 1), fill, context),
    ),
  ],
  [
    'attr',
    builtin('name', (value, [name = ''], context) => {
      requireDefined(value);
      return context.attribute(value, toText(name));
    }),
  ],
];
