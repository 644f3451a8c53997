import { numeric, sameOrEqual, type Budget } from './comparison.js';
import { typeError } from './error.js';
import { isIterable, iterate } from './iteration.js';
import { typeName } from './type-name.js';
import { requireDefined } from './undefined.js';
import { tagged, type Range, type Value } from './values.js';

/** Python's `value in container`. */
export function contains(container: Value, value: Value, budget?: Budget): boolean {
  if (typeof container === 'string') {
    requireDefined(value);
    if (typeof value === 'string') return container.includes(value);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(value)}`);
  }
  const object = tagged(container);
  if (object?.kind === 'dict' || object?.kind === 'set') return object.has(value);
  if (object?.kind === 'view' && object.of === 'keys') return object.dict.has(value);
  if (object?.kind === 'object' && object.contains !== undefined) return object.contains(value);
  if (object?.kind === 'range') return rangeContains(object, value);
  requireDefined(container);
  if (!isIterable(container)) throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  for (const item of iterate(container)) if (sameOrEqual(item, value, budget)) return true;
  return false;
}

function rangeContains(range: Range, value: Value): boolean {
  requireDefined(value);
  const number = numeric(value);
  if (number === undefined) return false;
  const index = (Number(number) - range.from) / range.step;
  return Number.isInteger(index) && index >= 0 && index < range.length;
}
