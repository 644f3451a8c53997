import type { Expression, For } from './ast.js';
import { assign } from './assign.js';
import { truthy } from './comparison.js';
import { limitError } from './error.js';
import { evaluate } from './evaluate.js';
import { isPlain } from './is-plain.js';
import { iterate } from './iteration.js';
import { LoopState, type Next } from './loop-state.js';
import { captured, type RunBody, type Signal } from './macro.js';
import { AGAIN, repeat, andThen, type MaybePromise } from './maybe-promise.js';
import { placed } from './placed.js';
import { countIterations, countRead } from './runtime.js';
import { Scope } from './scope.js';
import type { CallSite, Value } from './values.js';
import { Writer } from './writer.js';

/** Runs a `for` with its filter and `else`; `loop` is set for its body. */
export function runLoop(node: For, scope: Scope, writer: Writer, runBody: RunBody): MaybePromise<Signal> {
  return andThen(evaluate(node.iterable, scope), (iterable) => runOver(node, iterable, 0, scope, writer, runBody));
}

function runOver(
  node: For,
  iterable: Value,
  depth: number,
  scope: Scope,
  writer: Writer,
  runBody: RunBody,
): MaybePromise<Signal> {
  return andThen(sourceOf(node, iterable, scope), (next) => {
    const recurse = (args: readonly Value[], site: CallSite): MaybePromise<Value> =>
      runDeeper(node, args[0] ?? null, depth + 1, scope, runBody, site);
    const state = new LoopState(next, depth, scope.frame.undefinedMode, node.recursive ? recurse : undefined);
    return andThen(runRounds(node, state, scope, writer, runBody), (signal) =>
      signal === undefined && state.index === 0
        ? runBody(node.otherwise, new Scope(scope.frame, scope), writer)
        : signal,
    );
  });
}

function runRounds(node: For, state: LoopState, scope: Scope, writer: Writer, runBody: RunBody): MaybePromise<Signal> {
  const { frame } = scope;
  const around = new Scope(frame, scope);
  around.set('loop', state.object);
  const round = (more: boolean): MaybePromise<Signal | typeof AGAIN> => {
    if (!more) return undefined;
    countIterations(frame.runtime);
    const inner = new Scope(frame, around);
    if (node.target.kind === 'name') inner.set(node.target.name, state.current);
    else assignAt(node, state.current, inner);
    return andThen(runBody(node.body, inner, writer), endOfRound);
  };
  return repeat<Signal>(() => andThen(state.advance(), round));
}

function endOfRound(signal: Signal): Signal | typeof AGAIN {
  if (signal === 'break') return undefined;
  return signal === 'continue' || signal === undefined ? AGAIN : signal;
}

/** `loop(items)` in a recursive loop: the text of the loop over other items. */
function runDeeper(
  node: For,
  iterable: Value,
  depth: number,
  scope: Scope,
  runBody: RunBody,
  site: CallSite,
): MaybePromise<Value> {
  const { frame } = scope;
  if (frame.depth + depth > frame.runtime.limits.depth) {
    const message = `loop() is nested more than ${frame.runtime.limits.depth} deep`;
    throw limitError(message, 'look for a list that holds itself');
  }
  const writer = new Writer();
  const inner = { ...frame, stack: { name: 'loop', ...site.at, parent: site.stack } };
  return andThen(runOver(node, iterable, depth, new Scope(inner, scope), writer, runBody), () =>
    captured(writer, inner),
  );
}

function assignAt(node: For, value: Value, scope: Scope): void {
  try {
    assign(node.target, value, scope);
  } catch (thrown) {
    throw placed(thrown, scope.frame, node.target);
  }
}

function sourceOf(node: For, iterable: Value, scope: Scope): MaybePromise<Next> {
  const { filter } = node;
  const all = plainSource(iterableAt(node, iterable, scope));
  if (filter === null) return all;
  const next = filteredSource(all, (value) => passes(node, filter, value, scope));
  // `loop` may look ahead, which must not wait: then everything is filtered first, where the filter may call something.
  return node.usesLoop && !isPlain(filter) ? collected(next) : next;
}

function iterableAt(node: For, iterable: Value, scope: Scope): Iterable<Value> {
  try {
    countRead(scope.frame.runtime, iterable);
    return iterate(iterable);
  } catch (thrown) {
    throw placed(thrown, scope.frame, node.iterable);
  }
}

function plainSource(iterable: Iterable<Value>): Next {
  if (Array.isArray(iterable)) return arraySource(iterable);
  const iterator = iterable[Symbol.iterator]();
  return () => {
    const result: IteratorResult<Value, unknown> = iterator.next();
    return result.done === true ? undefined : result.value;
  };
}

/** Sees what is appended while the loop runs, as Python does. */
function arraySource(items: readonly Value[]): Next {
  let index = 0;
  return () => {
    index += 1;
    return items[index - 1];
  };
}

function filteredSource(next: Next, pass: (value: Value) => MaybePromise<boolean>): Next {
  return () =>
    repeat<Value | undefined>(() =>
      andThen(next(), (value): MaybePromise<Value | undefined | typeof AGAIN> => {
        if (value === undefined) return undefined;
        return andThen(pass(value), (passed) => (passed ? value : AGAIN));
      }),
    );
}

function passes(node: For, filter: Expression, value: Value, scope: Scope): MaybePromise<boolean> {
  countIterations(scope.frame.runtime);
  const inner = new Scope(scope.frame, scope);
  assignAt(node, value, inner);
  return andThen(evaluate(filter, inner), truthy);
}

function collected(next: Next): MaybePromise<Next> {
  const items: Value[] = [];
  const all = repeat<Value[]>(() =>
    andThen(next(), (value): Value[] | typeof AGAIN => {
      if (value === undefined) return items;
      items.push(value);
      return AGAIN;
    }),
  );
  return andThen(all, plainSource);
}
