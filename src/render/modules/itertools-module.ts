import { isInteger } from '../../jinja/arithmetic.js';
import { truthy } from '../../jinja/comparison.js';
import { limitError, typeError } from '../../jinja/error.js';
import { iterate, iteration, listOf } from '../../jinja/iteration.js';
import { andThen, type MaybePromise } from '../../jinja/maybe-promise.js';
import { binary } from '../../jinja/operators.js';
import type { CallSite, HostObject, Kwargs, Value } from '../../jinja/values.js';
import { Dict, hostFunction, tuple } from '../../jinja/values.js';
import { method, whole } from './members.js';
import { combinations, permutations, product } from './selections.js';

/** An endless iteration ends with an error here instead of never. */
const ENDLESS = 1_000_000;

type Run = (args: readonly Value[], kwargs: Kwargs, site: CallSite) => MaybePromise<Value>;

const lazy = (name: string, items: Iterable<Value>): Value => iteration(items, `itertools.${name}`);

function made(name: string, items: (args: readonly Value[], kwargs: Kwargs) => Iterable<Value>): [string, Value] {
  return [name, hostFunction(name, (args, kwargs) => lazy(name, items(args, kwargs)))];
}

/** `modules.itertools` */
export const itertoolsModule: Dict = Dict.from([
  made('count', ([start = 0, step = 1], kwargs) => counted(kwargs.get('start') ?? start, kwargs.get('step') ?? step)),
  made('cycle', ([items = null]) => cycled(listOf(items))),
  made('repeat', ([item = null, times], kwargs) => repeated(item, kwargs.get('times') ?? times)),
  ['accumulate', hostFunction('accumulate', accumulate)],
  ['chain', chain()],
  made('compress', ([data = null, selectors = null]) => compressed(data, listOf(selectors))),
  made('islice', ([items = null, ...bounds]) => sliced(items, bounds)),
  ['starmap', hostFunction('starmap', starmap)],
  [
    'tee',
    method('tee', 'iterable n?', (given) => {
      const items = listOf(given.get('iterable') ?? null);
      return tuple(Array.from({ length: whole(given, 'n', 2) }, () => lazy('_tee', items)));
    })(),
  ],
  made('zip_longest', (args, kwargs) => zipLongest(args.map(listOf), kwargs.get('fillvalue') ?? null)),
  made('product', (args, kwargs) => {
    const repeat = kwargs.get('repeat') ?? 1;
    const lists = args.map(listOf);
    return product(Array.from({ length: Number(repeat) }, () => lists).flat());
  }),
  made('permutations', ([items = null, r], kwargs) => permutations(listOf(items), sizeOf(kwargs.get('r') ?? r))),
  made('combinations', ([items = null, r], kwargs) =>
    combinations(listOf(items), sizeOf(kwargs.get('r') ?? r) ?? 0, false),
  ),
  made('combinations_with_replacement', ([items = null, r], kwargs) =>
    combinations(listOf(items), sizeOf(kwargs.get('r') ?? r) ?? 0, true),
  ),
] satisfies readonly (readonly [string, Value])[]);

function sizeOf(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (isInteger(value)) return Number(value);
  throw typeError('r must be a whole number');
}

function* bounded(name: string, next: (index: number) => Value): Generator<Value, void, undefined> {
  for (let index = 0; index < ENDLESS; index += 1) yield next(index);
  throw limitError(`${name}() has no end`, 'take a part of it: modules.itertools.islice(..., 10)');
}

function counted(start: Value, step: Value): Iterable<Value> {
  return bounded('count', (index) => binary('+', start, binary('*', index, step)));
}

function cycled(items: readonly Value[]): Iterable<Value> {
  return items.length === 0 ? [] : bounded('cycle', (index) => items[index % items.length] ?? null);
}

function repeated(item: Value, times: Value | undefined): Iterable<Value> {
  if (times === undefined) return bounded('repeat', () => item);
  const count = sizeOf(times) ?? 0;
  if (count > ENDLESS) throw limitError('repeat() repeats too often');
  return Array.from({ length: Math.max(0, count) }, () => item);
}

/** A sum so far for each item, or what a macro makes of the last one and the next. */
function accumulate(args: readonly Value[], kwargs: Kwargs, site: CallSite): MaybePromise<Value> {
  const [items = null, given = null] = args;
  const combine = kwargs.get('func') ?? given;
  const initial = kwargs.get('initial') ?? null;
  const [first, ...rest] = initial === null ? listOf(items) : [initial, ...listOf(items)];
  const start: MaybePromise<readonly Value[]> = first === undefined ? [] : [first];
  const done = rest.reduce<MaybePromise<readonly Value[]>>(
    (before, item) =>
      andThen(before, (sums) => {
        const last = sums[sums.length - 1] ?? null;
        const next = combine === null ? binary('+', last, item) : site.call(combine, [last, item]);
        return andThen(next, (sum) => [...sums, sum]);
      }),
    start,
  );
  return andThen(done, (sums) => lazy('accumulate', sums));
}

/** `chain(a, b)` and `chain.from_iterable([a, b])` */
function chain(): HostObject {
  const chained: Run = (args) => lazy('chain', joined(args));
  const fromIterable = hostFunction('from_iterable', ([lists = null]) => lazy('chain', joined(listOf(lists))));
  return {
    kind: 'object',
    typeName: 'type',
    get: (name) => (name === 'from_iterable' ? fromIterable : undefined),
    call: chained,
    print: () => "<class 'itertools.chain'>",
  };
}

function* joined(lists: readonly Value[]): Generator<Value, void, undefined> {
  for (const list of lists) yield* iterate(list);
}

function* compressed(data: Value, selectors: readonly Value[]): Generator<Value, void, undefined> {
  let index = 0;
  for (const item of iterate(data)) {
    if (index >= selectors.length) return;
    if (truthy(selectors[index] ?? null)) yield item;
    index += 1;
  }
}

/** `islice(items, stop)` or `islice(items, start, stop, step)` */
function* sliced(items: Value, bounds: readonly Value[]): Generator<Value, void, undefined> {
  const [start, stop, step] = bounds.length === 1 ? [0, sizeOf(bounds[0]), 1] : bounds.map((bound) => sizeOf(bound));
  const [from, end, by] = [start ?? 0, stop ?? Number.POSITIVE_INFINITY, step ?? 1];
  if (from < 0 || end < 0 || by < 1) throw typeError('islice() takes bounds of 0 and more, and a step of 1 and more');
  let index = 0;
  if (end === 0) return;
  for (const item of iterate(items)) {
    if (index >= from && (index - from) % by === 0) yield item;
    index += 1;
    if (index >= end) return;
  }
}

/** Calls a macro with the items of each tuple. */
function starmap(args: readonly Value[], _kwargs: Kwargs, site: CallSite): MaybePromise<Value> {
  const [callee = null, lists = null] = args;
  const done = listOf(lists).reduce<MaybePromise<readonly Value[]>>(
    (before, list) =>
      andThen(before, (found) => andThen(site.call(callee, listOf(list)), (result) => [...found, result])),
    [],
  );
  return andThen(done, (found) => lazy('starmap', found));
}

function* zipLongest(lists: readonly (readonly Value[])[], fill: Value): Generator<Value, void, undefined> {
  const length = Math.max(0, ...lists.map((list) => list.length));
  for (let index = 0; index < length; index += 1) {
    yield tuple(lists.map((list) => (index < list.length ? (list[index] ?? null) : fill)));
  }
}
