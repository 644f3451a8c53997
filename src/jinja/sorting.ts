import { compare } from './comparison.js';
import type { Value } from './values.js';

/** Sorts by the key of each item, stable; `reverse` keeps the order of equal ones, as Python does. */
export function sortValues(items: readonly Value[], keyOf: (item: Value) => Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  keyed.sort((left, right) => (reverse ? compare(right.key, left.key) : compare(left.key, right.key)) || 0);
  return keyed.map((entry) => entry.item);
}
