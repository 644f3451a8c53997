/** A value that is there now, or comes later. Templates without asynchronous calls never see the second. */
export type MaybePromise<T> = T | Promise<T>;

/** Continues with `next` at once where the value is there; only a promise makes it asynchronous. */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Maps in order, one after the other. */
export function mapInOrder<T, R>(items: readonly T[], map: (item: T) => MaybePromise<R>): MaybePromise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const result = map(items[index] as T);
    if (result instanceof Promise) return finishInOrder(result, items, index + 1, results, map);
    results.push(result);
  }
  return results;
}

async function finishInOrder<T, R>(
  pending: Promise<R>,
  items: readonly T[],
  from: number,
  results: R[],
  map: (item: T) => MaybePromise<R>,
): Promise<R[]> {
  results.push(await pending);
  for (const item of items.slice(from)) results.push(await map(item));
  return results;
}

/** What a step of `repeat` returns to be called again. */
export const AGAIN: unique symbol = Symbol('again');

/** Calls `step` until it returns something else than AGAIN; the stack does not grow, asynchronous or not. */
export function repeat<R>(step: () => MaybePromise<R | typeof AGAIN>): MaybePromise<R> {
  for (;;) {
    const result = step();
    if (result instanceof Promise) return finishRepeat(result, step);
    if (result !== AGAIN) return result;
  }
}

async function finishRepeat<R>(
  pending: Promise<R | typeof AGAIN>,
  step: () => MaybePromise<R | typeof AGAIN>,
): Promise<R> {
  let result = await pending;
  while (result === AGAIN) result = await step();
  return result;
}
