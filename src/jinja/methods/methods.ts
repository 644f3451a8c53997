import type { Builtin } from '../builtin.js';
import type { Tagged, Value } from '../values.js';
import { dictMethods } from './dict.js';
import { listMethods, tupleMethods } from './list.js';
import { numberMethods } from './number.js';
import { setMethods } from './set.js';
import { stringMethods } from './string.js';

/** The method of a value by name, as Python's types have them. */
export function methodOf(value: Value, name: string): Builtin | undefined {
  if (typeof value === 'string') return stringMethods.get(name);
  if (Array.isArray(value)) return listMethods.get(name);
  if (value === null) return undefined;
  return typeof value === 'object' ? objectMethod(value, name) : numberMethods.get(name);
}

function objectMethod(value: Tagged, name: string): Builtin | undefined {
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
    case 'view':
    case 'iteration':
    case 'undefined':
    case 'namespace':
    case 'function':
    case 'object':
    case 'macro':
      return undefined;
  }
}
