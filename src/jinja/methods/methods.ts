import type { Builtin } from '../builtin.js';
import type { Value } from '../values.js';
import { dictMethods } from './dict.js';
import { listMethods, tupleMethods } from './list.js';
import { numberMethods } from './number.js';
import { setMethods } from './set.js';
import { stringMethods } from './string.js';

/** The method of a value by name, as Python's types have them. */
export function methodOf(value: Value, name: string): Builtin | undefined {
  switch (typeof value) {
    case 'string':
      return stringMethods.get(name);
    case 'number':
    case 'bigint':
    case 'boolean':
      return numberMethods.get(name);
    default:
      return value === null ? undefined : objectMethod(value, name);
  }
}

function objectMethod(
  value: Exclude<Value, null | string | number | bigint | boolean>,
  name: string,
): Builtin | undefined {
  if (Array.isArray(value)) return listMethods.get(name);
  switch (value.kind) {
    case 'dict':
      return dictMethods.get(name);
    case 'tuple':
    case 'range':
      return tupleMethods.get(name);
    case 'set':
      return setMethods.get(name);
    case 'float':
      return numberMethods.get(name);
    default:
      return undefined;
  }
}
