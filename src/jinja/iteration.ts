import { codePointLength, codePoints } from './characters.js';
import { typeError } from './error.js';
import { typeName } from './type-name.js';
import { requireDefined, undefinedError } from './undefined.js';
import { tuple, type Iteration, type Range, type Value, type View } from './values.js';

/** Goes through a value as `for` does: characters of a string, keys of a dict. Throws `template/type` for others. */
export function iterate(value: Value): Iterable<Value> {
  if (typeof value === 'string') return codePoints(value);
  if (value === null || typeof value !== 'object') throw notIterable(value);
  if (Array.isArray(value)) return value;
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
      if (value.iterate === undefined) throw notIterable(value);
      return value.iterate();
    default:
      throw notIterable(value);
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
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return true;
  if (value.kind === 'object') return value.iterate !== undefined;
  return ['tuple', 'dict', 'set', 'range', 'view', 'iteration', 'undefined'].includes(value.kind);
}

function notIterable(value: Value): Error {
  return typeError(`'${typeName(value)}' object is not iterable`);
}

/** Python's `len`; undefined where the value has none. */
export function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return codePointLength(value);
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return value.length;
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
    default:
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
  const lazy = typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'iteration';
  return lazy ? 'turn it into a list first: value | list' : undefined;
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
