import { codePointLength, codePoints } from './characters.js';
import { typeError } from './error.js';
import { typeName } from './type-name.js';
import { requireDefined, undefinedError } from './undefined.js';
import { tagged, tuple, type Iteration, type Range, type Tagged, type Value, type View } from './values.js';

/** Goes through a value as `for` does: characters of a string, keys of a dict. Throws `template/type` for others. */
export function iterate(value: Value): Iterable<Value> {
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value)) return value;
  const object = tagged(value);
  const items = object === undefined ? undefined : itemsOf(object);
  if (items === undefined) throw typeError(`'${typeName(value)}' object is not iterable`);
  return items;
}

function itemsOf(value: Tagged): Iterable<Value> | undefined {
  switch (value.kind) {
    case 'tuple':
      return value.items;
    case 'dict':
      return value.keys();
    case 'set':
      return value.values();
    case 'range':
      return rangeItems(value);
    case 'view':
      return viewItems(value);
    case 'iteration':
      return value.iterator;
    case 'undefined':
      if (value.mode === 'strict') throw undefinedError(value);
      return [];
    case 'object':
      return value.iterate?.();
    case 'float':
    case 'namespace':
    case 'function':
    case 'macro':
      return undefined;
  }
}

/** The items as a new array. */
export function listOf(value: Value): Value[] {
  return Array.from(iterate(value));
}

/** Whether `iterate` would accept the value. */
export function isIterable(value: Value): boolean {
  if (typeof value === 'string') return true;
  requireDefined(value);
  if (Array.isArray(value)) return true;
  const object = tagged(value);
  if (object?.kind === 'object') return object.iterate !== undefined;
  return object !== undefined && ITERABLE_KINDS.has(object.kind);
}

const ITERABLE_KINDS = new Set(['tuple', 'dict', 'set', 'range', 'view', 'iteration', 'undefined']);

/** Python's `len`; undefined where the value has none. */
export function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return codePointLength(value);
  if (Array.isArray(value)) return value.length;
  const object = tagged(value);
  return object === undefined ? undefined : sizeOf(object);
}

function sizeOf(value: Tagged): number | undefined {
  switch (value.kind) {
    case 'tuple':
      return value.items.length;
    case 'dict':
    case 'set':
      return value.size;
    case 'range':
      return value.length;
    case 'view':
      return value.dict.size;
    case 'object':
      return value.length?.();
    case 'undefined':
      if (value.mode === 'strict') throw undefinedError(value);
      return 0;
    case 'float':
    case 'iteration':
    case 'namespace':
    case 'function':
    case 'macro':
      return undefined;
  }
}

/** Python's `len`, or the error that there is none. */
export function requireLength(value: Value): number {
  const length = lengthOf(value);
  if (length === undefined) throw typeError(`object of type '${typeName(value)}' has no len()`, lengthHint(value));
  return length;
}

function lengthHint(value: Value): string | undefined {
  return tagged(value)?.kind === 'iteration' ? 'turn it into a list first: value | list' : undefined;
}

function* rangeItems(range: Range): Generator<Value, void, undefined> {
  for (let index = 0; index < range.length; index += 1) yield range.from + index * range.step;
}

function* viewItems(view: View): Generator<Value, void, undefined> {
  if (view.of === 'keys') yield* view.dict.keys();
  else if (view.of === 'values') yield* view.dict.values();
  else for (const [key, value] of view.dict.entries()) yield tuple([key, value]);
}

/** Makes a value that can be gone through once. */
export function iteration(items: Iterable<Value>, name = 'generator'): Iteration {
  return { kind: 'iteration', typeName: name, iterator: once(items) };
}

function* once(items: Iterable<Value>): Generator<Value, void, undefined> {
  yield* items;
}
