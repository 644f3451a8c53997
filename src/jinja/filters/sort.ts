import { builtin, type Builtin } from '../builtin.js';
import { compare, equals, truthy } from '../comparison.js';
import { typeError } from '../error.js';
import { iteration } from '../iteration.js';
import type { Context } from '../runtime.js';
import { sortValues } from '../sorting.js';
import { undefinedValue } from '../undefined.js';
import { Dict, PySet, tuple, type Value } from '../values.js';
import { attributeReader, foldCase } from './attribute-path.js';

/** The key of an item: itself or some of its attributes, case folded unless told not to. */
function keyReader(attribute: Value | undefined, caseSensitive: boolean, context: Context): (item: Value) => Value {
  if (attribute === undefined || attribute === null) return (item) => foldCase(item, caseSensitive);
  const read = attributeReader(attribute, context);
  return (item) => foldCase(read(item), caseSensitive);
}

/** As keyReader, but `'a,b'` reads several attributes. Keys are lists, as in Jinja2: equal ones are never asked which is less. */
function keysReader(attribute: Value | undefined, caseSensitive: boolean, context: Context): (item: Value) => Value {
  if (typeof attribute !== 'string' || !attribute.includes(',')) {
    const read = keyReader(attribute, caseSensitive, context);
    return (item) => [read(item)];
  }
  const readers = attribute.split(',').map((part) => keyReader(part, caseSensitive, context));
  return (item) => readers.map((read) => read(item));
}

function dictSort(value: Value, caseSensitive: boolean, by: Value, reverse: boolean): Value {
  if (!(value instanceof Dict)) throw typeError('dictsort needs a dict');
  if (by !== 'key' && by !== 'value') throw typeError("You can only sort by either 'key' or 'value'");
  const position = by === 'key' ? 0 : 1;
  const pairs = Array.from(value.entries(), (entry) => tuple(entry));
  return sortValues(
    pairs,
    (pair) => foldCase((pair as (typeof pairs)[number]).items[position] ?? null, caseSensitive),
    reverse,
  );
}

function unique(value: Value, read: (item: Value) => Value, context: Context): Value {
  const seen = new PySet();
  return iteration(
    context.items(value).filter((item) => {
      const key = read(item);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

function extreme(sign: 1 | -1, name: string): Builtin {
  return builtin('case_sensitive? attribute?', (value, [caseSensitive = false, attribute], context) => {
    const read = keyReader(attribute, truthy(caseSensitive), context);
    const [first, ...rest] = context.items(value);
    if (first === undefined) {
      return undefinedValue(context.frame.undefinedMode, `No aggregated item, sequence was empty. (${name})`);
    }
    let best = first;
    for (const item of rest) if (compare(read(item), read(best), sign < 0 ? '<' : '>') * sign > 0) best = item;
    return best;
  });
}

/** Groups by an attribute, in the order of its values; each group is a tuple `(grouper, list)`. */
function groupBy(
  value: Value,
  attribute: Value,
  fallback: Value | undefined,
  caseSensitive: boolean,
  context: Context,
): Value {
  const readRaw = attributeReader(attribute, context, fallback);
  const read = (item: Value): Value => foldCase(readRaw(item), caseSensitive);
  const groups: { readonly key: Value; readonly items: Value[] }[] = [];
  for (const item of sortValues(context.items(value), read, false)) {
    const key = read(item);
    const last = groups.at(-1);
    if (last !== undefined && equals(last.key, key)) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ key, items }) =>
    tuple([caseSensitive ? key : readRaw(items[0] ?? null), items], ['grouper', 'list']),
  );
}

/** Filters that depend on an order or on equality. */
export const sortFilters: readonly (readonly [string, Builtin])[] = [
  [
    'sort',
    builtin('reverse? case_sensitive? attribute?', (value, [reverse = false, sensitive = false, attribute], context) =>
      sortValues(context.items(value), keysReader(attribute, truthy(sensitive), context), truthy(reverse)),
    ),
  ],
  [
    'dictsort',
    builtin('case_sensitive? by? reverse?', (value, [sensitive = false, by = 'key', reverse = false]) =>
      dictSort(value, truthy(sensitive), by, truthy(reverse)),
    ),
  ],
  [
    'unique',
    builtin('case_sensitive? attribute?', (value, [sensitive = false, attribute], context) =>
      unique(value, keyReader(attribute, truthy(sensitive), context), context),
    ),
  ],
  ['min', extreme(-1, 'min')],
  ['max', extreme(1, 'max')],
  [
    'groupby',
    builtin('attribute default? case_sensitive?', (value, [attribute = null, fallback, sensitive = false], context) =>
      groupBy(value, attribute, fallback ?? undefined, truthy(sensitive), context),
    ),
  ],
];
