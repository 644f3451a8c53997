import type { CallArguments, Expression } from './ast.js';
import {
  expectOperator,
  isOperator,
  peek,
  peekNext,
  skipOperator,
  syntaxError,
  take,
  type ParseState,
} from './parse-state.js';

interface Collected {
  readonly args: Expression[];
  readonly kwargs: { name: string; value: Expression }[];
  spread: Expression | null;
  spreadNamed: Expression | null;
}

/** Parses `(a, b, key=c, *more, **named)`; the opening parenthesis is at hand. */
export function parseCallArguments(state: ParseState): CallArguments {
  expectOperator(state, '(');
  const collected: Collected = { args: [], kwargs: [], spread: null, spreadNamed: null };
  let first = true;
  while (!isOperator(peek(state), ')')) {
    if (!first) expectOperator(state, ',');
    if (isOperator(peek(state), ')')) break;
    parseArgument(state, collected);
    first = false;
  }
  expectOperator(state, ')');
  return collected;
}

function parseArgument(state: ParseState, into: Collected): void {
  const token = peek(state);
  const named = into.kwargs.length > 0 || into.spreadNamed !== null;
  if (skipOperator(state, '*')) {
    allow(state, into.spread === null && into.spreadNamed === null);
    into.spread = state.expression(state);
  } else if (skipOperator(state, '**')) {
    allow(state, into.spreadNamed === null);
    into.spreadNamed = state.expression(state);
  } else if (token.kind === 'name' && isOperator(peekNext(state), '=')) {
    allow(state, into.spreadNamed === null);
    parseNamedArgument(state, into);
  } else {
    allow(state, !named && into.spread === null);
    into.args.push(state.expression(state));
  }
}

function parseNamedArgument(state: ParseState, into: Collected): void {
  const token = take(state);
  take(state);
  if (into.kwargs.some((other) => other.name === token.value)) {
    throw syntaxError(state, `the argument '${token.value}' is given twice`, token);
  }
  into.kwargs.push({ name: token.value, value: state.expression(state) });
}

function allow(state: ParseState, allowed: boolean): void {
  if (allowed) return;
  const hint = 'the order is: positional arguments, name=value, *list, **mapping';
  throw syntaxError(state, 'this argument cannot stand here', peek(state), hint);
}
