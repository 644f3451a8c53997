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
import { hostFunction, type Range, type UndefinedMode, type Value } from './values.js';

/** `value.name`: an attribute or method, else the item of that key, else undefined. */
export function getAttribute(value: Value, name: string, context: Context): Value {
  const found = attribute(value, name, context);
  if (found !== undefined) return found;
  const member = item(value, name);
  return member === undefined ? missing(value, name, context.frame.runtime.undefinedMode) : member;
}

/** `value[key]`: an item, else (for a string) the attribute of that name, else undefined. */
export function getItem(value: Value, key: Value, context: Context): Value {
  const found = item(value, key);
  if (found !== undefined) return found;
  const member = typeof key === 'string' ? attribute(value, key, context) : undefined;
  return member === undefined ? missing(value, key, context.frame.runtime.undefinedMode) : member;
}

/** `value[from:to:step]` */
export function getSlice(value: Value, bounds: SliceBounds, context: Context): Value {
  const part = sliceOf(value, bounds);
  if (part !== undefined) return part;
  if (isUndefined(value)) return missing(value, 'slice', context.frame.runtime.undefinedMode);
  throw typeError(`'${typeName(value)}' object cannot be sliced`, 'turn it into a list first: (value | list)[1:]');
}

function attribute(value: Value, name: string, context: Context): Value | undefined {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    switch (value.kind) {
      case 'object':
        return value.get(name);
      case 'namespace':
        return value.members.get(name);
      case 'tuple': {
        const index = value.names?.indexOf(name) ?? -1;
        if (index >= 0) return value.items[index];
        break;
      }
      case 'macro':
        return macroAttribute(value, name);
      default:
    }
  }
  const method = methodOf(value, name);
  if (method === undefined) return undefined;
  return hostFunction(name, (args, kwargs) => runBuiltin(name, method, value, args, kwargs, context));
}

function macroAttribute(macro: Extract<Value, { kind: 'macro' }>, name: string): Value | undefined {
  if (name === 'name') return macro.name;
  return name === 'arguments' ? { kind: 'tuple', items: macro.parameters } : undefined;
}

function item(value: Value, key: Value): Value | undefined {
  if (typeof value === 'string') return at(codePointsFor(value, key), key);
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return at(value, key);
  switch (value.kind) {
    case 'tuple':
      return at(value.items, key);
    case 'dict':
      return hashable(key) ? value.get(key) : undefined;
    case 'range':
      return rangeItem(value, key);
    case 'object':
      return value.item?.(key);
    default:
      return undefined;
  }
}

/** Splits the text only where the key can be an index. */
function codePointsFor(text: string, key: Value): readonly string[] {
  return isInteger(key) ? codePoints(text) : [];
}

function hashable(key: Value): boolean {
  return key === null || typeof key !== 'object' || (!Array.isArray(key) && key.kind !== 'dict' && key.kind !== 'set');
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
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && value.kind === 'undefined') {
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
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  switch (value.kind) {
    case 'object':
      return value.names?.() ?? [];
    case 'dict':
      return Array.from(value.keys(), toText);
    case 'namespace':
      return value.members.keys();
    default:
      return [];
  }
}
