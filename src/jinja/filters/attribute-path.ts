import { isInteger } from '../arithmetic.js';
import type { Context } from '../runtime.js';
import { isUndefined } from '../undefined.js';
import { typeName } from '../type-name.js';
import { typeError } from '../error.js';
import type { Value } from '../values.js';

/** Reads an attribute given as `'a.b.0'` or as a number; what is not there gives the fallback, if any. */
export function attributeReader(path: Value, context: Context, fallback?: Value): (item: Value) => Value {
  const steps = pathSteps(path);
  return (item) => {
    let value = item;
    for (const step of steps) {
      value = context.item(value, step);
      if (fallback !== undefined && isUndefined(value)) return fallback;
    }
    return value;
  };
}

function pathSteps(path: Value): Value[] {
  if (isInteger(path)) return [path];
  if (typeof path !== 'string') throw typeError(`an attribute is named by a string or number, not ${typeName(path)}`);
  return path.split('.').map((part) => (isDigits(part) ? Number(part) : part));
}

function isDigits(text: string): boolean {
  return text !== '' && Array.from(text).every((character) => character >= '0' && character <= '9');
}

/** Folds case unless told not to, as sorting filters do. */
export function foldCase(value: Value, caseSensitive: boolean): Value {
  return !caseSensitive && typeof value === 'string' ? value.toLowerCase() : value;
}
