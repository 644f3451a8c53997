import { numeric, sameOrEqual } from './comparison.js';
import { typeError } from './error.js';
import { isIterable, iterate } from './iteration.js';
import { typeName } from './type-name.js';
import { requireDefined } from './undefined.js';
import type { Value } from './values.js';

/** Python's `value in container`. */
export function contains(container: Value, value: Value): boolean {
  if (typeof container === 'string') {
    requireDefined(value);
    if (typeof value === 'string') return container.includes(value);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(value)}`);
  }
  if (container !== null && typeof container === 'object' && !Array.isArray(container)) {
    switch (container.kind) {
      case 'dict':
      case 'set':
        return container.has(value);
      case 'view':
        if (container.of === 'keys') return container.dict.has(value);
        break;
      case 'object':
        if (container.contains !== undefined) return container.contains(value);
        break;
      case 'range':
        return rangeContains(container, value);
      default:
    }
  }
  requireDefined(container);
  if (!isIterable(container)) throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  for (const item of iterate(container)) if (sameOrEqual(item, value)) return true;
  return false;
}

function rangeContains(range: Extract<Value, { kind: 'range' }>, value: Value): boolean {
  requireDefined(value);
  const number = numeric(value);
  if (number === undefined) return false;
  const index = (Number(number) - range.from) / range.step;
  return Number.isInteger(index) && index >= 0 && index < range.length;
}
