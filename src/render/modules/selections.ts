import { limitError } from '../../jinja/error.js';
import type { Value } from '../../jinja/values.js';
import { tuple } from '../../jinja/values.js';

/** More results than this are refused before the first one is made. */
const MOST = 1_000_000;

function limit(count: number): void {
  if (count > MOST) throw limitError(`more than ${MOST} combinations are not allowed`);
}

/** One item of each list, in all ways. */
export function* product(lists: readonly (readonly Value[])[]): Generator<Value, void, undefined> {
  limit(lists.reduce((count, list) => count * list.length, 1));
  for (const items of products(lists)) yield tuple(items);
}

function* products(lists: readonly (readonly Value[])[]): Generator<readonly Value[], void, undefined> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const item of first) for (const others of products(rest)) yield [item, ...others];
}

/** So many items in all orders. */
export function* permutations(items: readonly Value[], size = items.length): Generator<Value, void, undefined> {
  let count = 1;
  for (let n = 0; n < size; n += 1) count *= items.length - n;
  limit(count);
  for (const indexes of orders(items.length, size, [])) yield tuple(indexes.map((index) => items[index] ?? null));
}

function* orders(
  length: number,
  size: number,
  chosen: readonly number[],
): Generator<readonly number[], void, undefined> {
  if (chosen.length === size) {
    yield chosen;
    return;
  }
  for (let index = 0; index < length; index += 1) {
    if (!chosen.includes(index)) yield* orders(length, size, [...chosen, index]);
  }
}

/** So many items in the order of the list; with `again` one may be taken more than once. */
export function* combinations(
  items: readonly Value[],
  size: number,
  again: boolean,
): Generator<Value, void, undefined> {
  const from = again ? items.length + size - 1 : items.length;
  let count = 1;
  for (let n = 0; n < size; n += 1) count = (count * (from - n)) / (n + 1);
  limit(count);
  for (const indexes of choices(items.length, size, again, []))
    yield tuple(indexes.map((index) => items[index] ?? null));
}

function* choices(
  length: number,
  size: number,
  again: boolean,
  chosen: readonly number[],
): Generator<readonly number[], void, undefined> {
  if (chosen.length === size) {
    yield chosen;
    return;
  }
  const last = chosen[chosen.length - 1];
  const first = last === undefined ? 0 : again ? last : last + 1;
  for (let index = first; index < length; index += 1) yield* choices(length, size, again, [...chosen, index]);
}
