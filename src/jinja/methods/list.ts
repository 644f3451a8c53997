import { isInteger } from '../arithmetic.js';
import { builtin, type Builtin } from '../builtin.js';
import { sameOrEqual, truthy } from '../comparison.js';
import { limitLength, typeError, valueError } from '../error.js';
import { listOf } from '../iteration.js';
import { repr } from '../printing.js';
import { sortValues } from '../sorting.js';
import { requireDefined } from '../undefined.js';
import { typeName } from '../type-name.js';
import type { Value } from '../values.js';

function indexOf(items: readonly Value[], wanted: Value, from: number, to: number): number {
  const start = from < 0 ? Math.max(0, from + items.length) : from;
  const end = to < 0 ? to + items.length : Math.min(to, items.length);
  for (let index = start; index < end; index += 1) if (sameOrEqual(items[index] ?? null, wanted)) return index;
  throw valueError(`${repr(wanted)} is not in the list`);
}

/** A whole number argument. */
export function wholeArgument(value: Value | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  requireDefined(value, true);
  if (!isInteger(value)) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return Number(value);
}

function extend(list: Value[], more: readonly Value[]): null {
  limitLength(list.length + more.length);
  for (const item of more) list.push(item);
  return null;
}

function popAt(list: Value[], position: number): Value {
  if (list.length === 0) throw valueError('pop from empty list');
  const index = position < 0 ? position + list.length : position;
  if (index < 0 || index >= list.length) throw valueError('pop index out of range');
  return list.splice(index, 1)[0] ?? null;
}

function insertAt(list: Value[], position: number, value: Value): null {
  const index = position < 0 ? Math.max(0, position + list.length) : position;
  list.splice(index, 0, value);
  return null;
}

const shared: readonly (readonly [string, Builtin])[] = [
  [
    'index',
    builtin('value start? stop?', (list, [wanted = null, from, to]) => {
      const items = itemsOf(list);
      return indexOf(items, wanted, wholeArgument(from, 0), wholeArgument(to, items.length));
    }),
  ],
  [
    'count',
    builtin('value', (list, [wanted = null]) => itemsOf(list).filter((item) => sameOrEqual(item, wanted)).length),
  ],
];

function itemsOf(list: Value): readonly Value[] {
  return Array.isArray(list) ? list : listOf(list);
}

/** The methods of a tuple and of a range. */
export const tupleMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>(shared);

/** The methods of a list. */
export const listMethods: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...shared,
  ['append', builtin('value', (list, [value = null]) => extend(list as Value[], [value]))],
  ['extend', builtin('values', (list, [values = null]) => extend(list as Value[], listOf(values)))],
  [
    'insert',
    builtin('index value', (list, [index, value = null]) => insertAt(list as Value[], wholeArgument(index, 0), value)),
  ],
  ['pop', builtin('index?', (list, [index]) => popAt(list as Value[], wholeArgument(index, -1)))],
  [
    'remove',
    builtin('value', (list, [value = null]) => {
      const items = list as Value[];
      items.splice(indexOf(items, value, 0, items.length), 1);
      return null;
    }),
  ],
  [
    'reverse',
    builtin('', (list) => {
      (list as Value[]).reverse();
      return null;
    }),
  ],
  [
    'sort',
    builtin('key? reverse?', (list, [key = null, reverse = false], context) => {
      const items = list as Value[];
      const keyOf = (item: Value): Value => (key === null ? item : context.call(key, [item]));
      const sorted = sortValues(items, keyOf, truthy(reverse));
      items.splice(0, items.length, ...sorted);
      return null;
    }),
  ],
  ['copy', builtin('', (list) => [...(list as Value[])])],
  [
    'clear',
    builtin('', (list) => {
      (list as Value[]).length = 0;
      return null;
    }),
  ],
]);
