import type { Expression } from './ast.js';
import { integerFromDigits } from './integer.js';
import {
  describe,
  expectOperator,
  isOperator,
  lastEnd,
  peek,
  skipOperator,
  syntaxError,
  take,
  type ParseState,
} from './parse-state.js';

/** Parses `.name`, `.0`, `[index]` or `[from:to:step]` behind `target`. */
export function parseSubscript(state: ParseState, target: Expression): Expression {
  return take(state).value === '.' ? parseMember(state, target) : parseIndex(state, target);
}

function parseMember(state: ParseState, target: Expression): Expression {
  const token = peek(state);
  const { start } = target;
  const { end } = token;
  if (token.kind === 'name') {
    take(state);
    return { kind: 'attribute', target, name: token.value, start, end };
  }
  if (token.kind !== 'integer') throw syntaxError(state, `expected a name or number, got ${describe(token)}`, token);
  take(state);
  const index: Expression = { kind: 'literal', value: integerFromDigits(token.value), start: token.start, end };
  return { kind: 'item', target, index, start, end };
}

function parseIndex(state: ParseState, target: Expression): Expression {
  const items: Expression[] = [];
  const { start } = peek(state);
  while (!isOperator(peek(state), ']')) {
    if (items.length > 0) expectOperator(state, ',');
    items.push(parseSubscribed(state));
  }
  const { end } = expectOperator(state, ']');
  const [first] = items;
  const index: Expression = items.length === 1 && first !== undefined ? first : { kind: 'tuple', items, start, end };
  return { kind: 'item', target, index, start: target.start, end };
}

function parseSubscribed(state: ParseState): Expression {
  const { start } = peek(state);
  const from = isOperator(peek(state), ':') ? null : state.expression(state);
  if (from !== null && !isOperator(peek(state), ':')) return from;
  take(state);
  const to = slicePart(state);
  const step = skipOperator(state, ':') ? slicePart(state) : null;
  return { kind: 'slice', from, to, step, start, end: lastEnd(state) };
}

function slicePart(state: ParseState): Expression | null {
  const token = peek(state);
  if (isOperator(token, ':') || isOperator(token, ']') || isOperator(token, ',')) return null;
  return state.expression(state);
}
