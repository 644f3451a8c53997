import { compare, equals } from '../../jinja/comparison.js';
import type { Value } from '../../jinja/values.js';

/** Sorted by keys, nothing last; equal ones keep their order. */
export function ordered<T>(items: readonly T[], keys: (item: T) => readonly Value[], reverse = false): readonly T[] {
  const sorted = items
    .map((item) => ({ item, key: keys(item) }))
    .sort((a, b) => order(a.key, b.key) * (reverse ? -1 : 1));
  return sorted.map(({ item }) => item);
}

function order(left: readonly Value[], right: readonly Value[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? null;
    if (value === null || other === null) {
      if (value !== other) return value === null ? 1 : -1;
    } else if (!equals(value, other)) {
      return compare(value, other);
    }
  }
  return 0;
}
