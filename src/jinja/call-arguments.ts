import type { CallArguments, Expression } from './ast.js';
import { typeError } from './error.js';
import { listOf } from './iteration.js';
import { mapInOrder, andThen, type MaybePromise } from './maybe-promise.js';
import type { Scope } from './scope.js';
import { typeName } from './type-name.js';
import { NO_KWARGS, type Kwargs, type Value } from './values.js';

/** The arguments of a call, evaluated. */
export interface Arguments {
  readonly args: readonly Value[];
  readonly kwargs: Kwargs;
}

const NONE: Arguments = { args: [], kwargs: NO_KWARGS };

/** Evaluates the arguments of a call in the order they stand in. */
export function evaluateArguments(
  node: CallArguments,
  scope: Scope,
  evaluateIn: (node: Expression, scope: Scope) => MaybePromise<Value>,
): MaybePromise<Arguments> {
  if (node.args.length === 0 && node.kwargs.length === 0 && node.spread === null && node.spreadNamed === null) {
    return NONE;
  }
  const evaluate = (argument: Expression): MaybePromise<Value> => evaluateIn(argument, scope);
  return andThen(mapInOrder(node.args, evaluate), (args) =>
    andThen(evaluateNamed(node, evaluate), (kwargs) => spreadInto(node, args, kwargs, evaluate)),
  );
}

function evaluateNamed(node: CallArguments, evaluate: (node: Expression) => MaybePromise<Value>): MaybePromise<Kwargs> {
  if (node.kwargs.length === 0) return NO_KWARGS;
  return andThen(
    mapInOrder(node.kwargs, (named) => evaluate(named.value)),
    (values) => new Map(node.kwargs.map((named, index) => [named.name, values[index] ?? null])),
  );
}

function spreadInto(
  node: CallArguments,
  args: readonly Value[],
  kwargs: Kwargs,
  evaluate: (node: Expression) => MaybePromise<Value>,
): MaybePromise<Arguments> {
  if (node.spread === null && node.spreadNamed === null) return { args, kwargs };
  const list = node.spread === null ? [] : andThen(evaluate(node.spread), listOf);
  return andThen(list, (more) => {
    const named = node.spreadNamed === null ? null : evaluate(node.spreadNamed);
    return andThen(named, (mapping) => ({ args: [...args, ...more], kwargs: mergeNamed(kwargs, mapping) }));
  });
}

function mergeNamed(kwargs: Kwargs, mapping: Value): Kwargs {
  if (mapping === null) return kwargs;
  if (typeof mapping !== 'object' || Array.isArray(mapping) || mapping.kind !== 'dict') {
    throw typeError(`argument after ** must be a mapping, not ${typeName(mapping)}`);
  }
  const merged = new Map(kwargs);
  for (const [key, value] of mapping.entries()) {
    if (typeof key !== 'string') throw typeError('keywords must be strings');
    if (merged.has(key)) throw typeError(`got multiple values for keyword argument '${key}'`);
    merged.set(key, value);
  }
  return merged;
}
