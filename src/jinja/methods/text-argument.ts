import { typeError } from '../error.js';
import { typeName } from '../type-name.js';
import { requireDefined } from '../undefined.js';
import type { Value } from '../values.js';

/** An argument that must be a string. */
export function textArgument(value: Value | undefined, method: string): string {
  if (typeof value === 'string') return value;
  if (value !== undefined) requireDefined(value, true);
  const given = value === undefined ? 'nothing' : typeName(value);
  throw typeError(`${method}() argument must be str, not ${given}`, 'convert it with the filter string');
}
