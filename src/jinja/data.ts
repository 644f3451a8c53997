import { typeError } from './error.js';
import { integer } from './integer.js';
import { numeric } from './comparison.js';
import { isUndefined, undefinedError } from './undefined.js';
import { toText } from './printing.js';
import { Dict, type Value } from './values.js';
import { listOf } from './iteration.js';

/**
 * Makes a value of JSON-like JavaScript data: arrays become lists, plain objects and Maps become dicts, undefined
 * becomes none. Whole numbers become ints; use `float` for floats. Values of the language stay as they are.
 */
export function fromData(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'number') return data;
  if (typeof data === 'bigint') return integer(data);
  if (typeof data === 'object') return objectOf(data);
  throw typeError(`a ${typeof data} is no value of a template`);
}

function objectOf(data: object): Value {
  if (Array.isArray(data)) return data.map(fromData);
  if (data instanceof Map)
    return Dict.from(Array.from(data, ([key, value]) => [fromData(key), fromData(value)] as const));
  const prototype: unknown = Object.getPrototypeOf(data);
  const isPlain = prototype === Object.prototype || prototype === null;
  if (!isPlain || isTagged(data)) return data as Value;
  return Dict.from(Object.entries(data).map(([key, value]) => [key, fromData(value)] as const));
}

/** Values of the language that are plain objects are known by what JSON cannot hold, or by their exact shape. */
function isTagged(data: object): boolean {
  const { kind, ...rest } = data as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'function':
      return typeof rest['call'] === 'function';
    case 'object':
      return typeof rest['get'] === 'function';
    case 'macro':
      return typeof rest['invoke'] === 'function';
    case 'float':
      return typeof rest['value'] === 'number' && Object.keys(rest).length === 1;
    case 'tuple':
      return Array.isArray(rest['items']) && Object.keys(rest).every((key) => key === 'items' || key === 'names');
    default:
      return false;
  }
}

/**
 * Makes plain JavaScript data of a value: lists, tuples and sets become arrays, dicts become plain objects with their
 * keys as text, floats and ints become numbers (a bigint stays one). What the value holds twice, the data holds twice.
 * Throws `template/type` for functions, macros and undefined values.
 */
export function toData(value: Value): unknown {
  return dataOf(value, new Map());
}

function dataOf(value: Value, known: Map<Value, unknown>): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const number = numeric(value);
  if (number !== undefined) return number;
  if (isUndefined(value)) throw undefinedError(value);
  const made = known.get(value);
  if (made !== undefined) return made;
  return value instanceof Dict ? plainObject(value, known) : plainArray(value, known);
}

function plainObject(dict: Dict, known: Map<Value, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  known.set(dict, object);
  for (const [key, item] of dict.entries()) {
    // Not by assignment, which would change the prototype for the key __proto__.
    const property = { value: dataOf(item, known), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(object, toText(key), property);
  }
  return object;
}

function plainArray(value: Value, known: Map<Value, unknown>): unknown[] {
  const array: unknown[] = [];
  known.set(value, array);
  for (const item of listOf(value)) array.push(dataOf(item, known));
  return array;
}
