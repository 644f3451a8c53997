import { runBuiltin } from './builtin.js';
import { isInteger } from './arithmetic.js';
import { codePoints } from './characters.js';
import { typeError } from './error.js';
import { methodOf } from './methods/methods.js';
import { nearest } from './nearest.js';
import { repr, toText } from './printing.js';
import type { Context } from './runtime.js';
import { sliceOf, type SliceBounds } from './slice.js';
import { typeName } from './type-name.js';
import { isUndefined, undefinedError, undefinedValue } from './undefined.js';
import { hostFunction, tagged, type Macro, type Range, type UndefinedMode, type Value } from './values.js';

/** `value.name`: an attribute or method, else the item of that key, else undefined. */
export function getAttribute(value: Value, name: string, context: Context): Value {
  const found = attribute(value, name, context);
  if (found !== undefined) return found;
  const member = item(value, name);
  return member === undefined ? missing(value, name, context.frame.undefinedMode) : member;
}

/** `value[key]`: an item, else (for a string) the attribute of that name, else undefined. */
export function getItem(value: Value, key: Value, context: Context): Value {
  const found = item(value, key);
  if (found !== undefined) return found;
  const member = typeof key === 'string' ? attribute(value, key, context) : undefined;
  return member === undefined ? missing(value, key, context.frame.undefinedMode) : member;
}

/** `value[from:to:step]` */
export function getSlice(value: Value, bounds: SliceBounds, context: Context): Value {
  const part = sliceOf(value, bounds);
  if (part !== undefined) return part;
  if (isUndefined(value)) return missing(value, 'slice', context.frame.undefinedMode);
  throw typeError(`'${typeName(value)}' object cannot be sliced`, 'turn it into a list first: (value | list)[1:]');
}

function attribute(value: Value, name: string, context: Context): Value | undefined {
  const object = tagged(value);
  if (object?.kind === 'object') return object.get(name);
  if (object?.kind === 'namespace') return object.members.get(name);
  if (object?.kind === 'macro') return macroAttribute(object, name);
  if (object?.kind === 'tuple' && object.names?.includes(name) === true) {
    return object.items[object.names.indexOf(name)];
  }
  const method = methodOf(value, name);
  if (method === undefined) return undefined;
  return hostFunction(name, (args, kwargs) => runBuiltin(name, method, value, args, kwargs, context));
}

function macroAttribute(macro: Macro, name: string): Value | undefined {
  if (name === 'name') return macro.name;
  return name === 'arguments' ? { kind: 'tuple', items: macro.parameters } : undefined;
}

function item(value: Value, key: Value): Value | undefined {
  if (typeof value === 'string') return at(codePointsFor(value, key), key);
  if (Array.isArray(value)) return at(value, key);
  const object = tagged(value);
  if (object?.kind === 'dict') return hashable(key) ? object.get(key) : undefined;
  if (object?.kind === 'tuple') return at(object.items, key);
  if (object?.kind === 'range') return rangeItem(object, key);
  return object?.kind === 'object' ? object.item?.(key) : undefined;
}

/** Splits the text only where the key can be an index. */
function codePointsFor(text: string, key: Value): readonly string[] {
  return isInteger(key) ? codePoints(text) : [];
}

function hashable(key: Value): boolean {
  const kind = tagged(key)?.kind;
  return !Array.isArray(key) && kind !== 'dict' && kind !== 'set';
}

function at(items: readonly Value[], key: Value): Value | undefined {
  return isInteger(key) ? items.at(Number(key)) : undefined;
}

function rangeItem(range: Range, key: Value): Value | undefined {
  if (!isInteger(key)) return undefined;
  const index = Number(key) < 0 ? range.length + Number(key) : Number(key);
  return index >= 0 && index < range.length ? range.from + index * range.step : undefined;
}

/** The undefined value for an attribute or item that is not there. */
function missing(value: Value, key: Value, mode: UndefinedMode): Value {
  if (isUndefined(value)) {
    if (value.mode === 'chainable') return value;
    throw undefinedError(value);
  }
  const owner = value === null ? "'None'" : `'${typeName(value)} object'`;
  if (typeof key !== 'string') return undefinedValue(mode, `${owner.slice(1, -1)} has no element ${repr(key)}`);
  return undefinedValue(mode, `${owner} has no attribute '${key}'`, () => {
    const near = nearest(key, namesOf(value));
    return near === undefined ? undefined : `did you mean '${near}'?`;
  });
}

function namesOf(value: Value): Iterable<string> {
  const object = tagged(value);
  if (object?.kind === 'object') return object.names?.() ?? [];
  if (object?.kind === 'namespace') return object.members.keys();
  return object?.kind === 'dict' ? Array.from(object.keys(), toText) : [];
}
