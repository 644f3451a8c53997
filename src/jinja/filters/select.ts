import { builtin, type Builtin } from '../builtin.js';
import { truthy } from '../comparison.js';
import { typeError } from '../error.js';
import { iteration } from '../iteration.js';
import { toText } from '../printing.js';
import type { Context } from '../runtime.js';
import type { Kwargs, Value } from '../values.js';
import { attributeReader } from './attribute-path.js';

/** Keeps the items that pass (or fail) a test, or that are true where no test is named. */
function select(keep: boolean, byAttribute: boolean): Builtin {
  return builtin('*', (value, given, context, named) => {
    if (!truthy(value)) return iteration([]);
    const args = given as readonly Value[];
    const read = byAttribute ? attributeReader(required(args[0]), context) : (item: Value): Value => item;
    const pass = passer(byAttribute ? args.slice(1) : args, named, context);
    return iteration(context.items(value).filter((item) => pass(read(item)) === keep));
  });
}

function required(attribute: Value | undefined): Value {
  if (attribute === undefined) throw typeError('Missing parameter for attribute name');
  return attribute;
}

function passer(args: readonly Value[], named: Kwargs, context: Context): (value: Value) => boolean {
  const [name, ...rest] = args;
  if (name === undefined) return truthy;
  return (value) => context.test(toText(name), value, rest, named);
}

/** `map(attribute='x')` or `map('filter', ...)` */
function map(value: Value, args: readonly Value[], named: Kwargs, context: Context): Value {
  if (!truthy(value)) return iteration([]);
  return iteration(context.items(value).map(mapper(args, named, context)));
}

function mapper(args: readonly Value[], named: Kwargs, context: Context): (item: Value) => Value {
  const attribute = named.get('attribute');
  const [name, ...rest] = args;
  if (name === undefined && attribute !== undefined) {
    const unknown = Array.from(named.keys()).find((key) => key !== 'attribute' && key !== 'default');
    if (unknown !== undefined) throw typeError(`Unexpected keyword argument '${unknown}'`);
    const fallback = named.get('default');
    return attributeReader(attribute, context, fallback === null ? undefined : fallback);
  }
  if (name === undefined) throw typeError('map requires a filter argument', "map('upper') or map(attribute='name')");
  return (item) => context.filter(toText(name), item, rest, named);
}

/** Filters that choose from a list or change each item. */
export const selectFilters: readonly (readonly [string, Builtin])[] = [
  ['select', select(true, false)],
  ['reject', select(false, false)],
  ['selectattr', select(true, true)],
  ['rejectattr', select(false, true)],
  ['map', builtin('*', (value, given, context, named) => map(value, given as readonly Value[], named, context))],
];
