import type { Binary, BinaryOperator, Compare, CompareOperator, Expression } from './ast.js';
import {
  isOperator,
  isWord,
  lastEnd,
  nested,
  peek,
  peekNext,
  skipOperator,
  skipWord,
  take,
  type ParseState,
} from './parse-state.js';
import { parsePrimary, parseUnary } from './parse-primary.js';
import type { Token } from './token.js';

const COMPARE_OPERATORS = new Set<string>(['==', '!=', '<', '<=', '>', '>=']);
const BINARY_LEVELS = { sum: new Set(['+', '-']), product: new Set(['*', '/', '//', '%']), power: new Set(['**']) };

/** Parses an expression; `conditional: false` leaves a following `if` alone, as behind `for ... in`. */
export function parseExpression(state: ParseState, conditional = true): Expression {
  return parseLone(state) ?? nested(state, conditional ? parseConditional : parseOr);
}

function parseOr(state: ParseState): Expression {
  return parseLogical(state, 'or');
}

/** Most arguments are one literal or name with nothing behind it: those need not go down through all levels. */
function parseLone(state: ParseState): Expression | undefined {
  const { kind } = peek(state);
  if (kind !== 'string' && kind !== 'name' && kind !== 'integer') return undefined;
  return endsExpression(peekNext(state)) && !isWord(peek(state), 'not') ? parsePrimary(state) : undefined;
}

function endsExpression(token: Token): boolean {
  if (token.kind === 'variable-end' || token.kind === 'block-end') return true;
  if (token.kind !== 'operator') return false;
  return token.value === ')' || token.value === ',' || token.value === ']' || token.value === '}';
}

function parseConditional(state: ParseState): Expression {
  let expression = parseLogical(state, 'or');
  while (skipWord(state, 'if')) {
    const test = parseLogical(state, 'or');
    const otherwise = skipWord(state, 'else') ? nested(state, parseConditional) : null;
    const { start } = expression;
    expression = { kind: 'conditional', test, whenTrue: expression, otherwise, start, end: lastEnd(state) };
  }
  return expression;
}

function parseLogical(state: ParseState, operator: 'and' | 'or'): Expression {
  const first = parseLogicalPart(state, operator);
  if (!isWord(peek(state), operator)) return first;
  const parts = [first];
  while (skipWord(state, operator)) parts.push(parseLogicalPart(state, operator));
  return { kind: 'logical', operator, parts, start: first.start, end: lastEnd(state) };
}

function parseLogicalPart(state: ParseState, operator: 'and' | 'or'): Expression {
  return operator === 'or' ? parseLogical(state, 'and') : parseNot(state);
}

function parseNot(state: ParseState): Expression {
  const token = peek(state);
  if (!isWord(token, 'not')) return parseCompare(state);
  take(state);
  const value = nested(state, parseNot);
  return { kind: 'unary', operator: 'not', value, start: token.start, end: value.end };
}

function parseCompare(state: ParseState): Expression {
  const first = parseSum(state);
  if (endsExpression(peek(state))) return first;
  const rest: Compare['rest'][number][] = [];
  for (let operator = takeCompare(state); operator !== undefined; operator = takeCompare(state)) {
    rest.push({ operator, value: parseSum(state) });
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, start: first.start, end: lastEnd(state) };
}

function takeCompare(state: ParseState): CompareOperator | undefined {
  const token = peek(state);
  if (token.kind === 'operator' && COMPARE_OPERATORS.has(token.value)) return take(state).value as CompareOperator;
  if (skipWord(state, 'in')) return 'in';
  if (!isWord(token, 'not') || !isWord(peekNext(state), 'in')) return undefined;
  state.index += 2;
  return 'not in';
}

function parseSum(state: ParseState): Expression {
  return parseBinary(state, BINARY_LEVELS.sum, parseConcat);
}

function parseConcat(state: ParseState): Expression {
  const first = parseProduct(state);
  if (!isOperator(peek(state), '~')) return first;
  const parts = [first];
  while (skipOperator(state, '~')) parts.push(parseProduct(state));
  return { kind: 'concat', parts, start: first.start, end: lastEnd(state) };
}

function parseProduct(state: ParseState): Expression {
  return parseBinary(state, BINARY_LEVELS.product, parsePower);
}

/** Left-associative, unlike Python's: `2 ** 3 ** 2` is 64 in Jinja. */
function parsePower(state: ParseState): Expression {
  return parseBinary(state, BINARY_LEVELS.power, (inner) => parseUnary(inner));
}

function parseBinary(
  state: ParseState,
  operators: ReadonlySet<string>,
  parse: (state: ParseState) => Expression,
): Expression {
  let left = parse(state);
  for (let token = peek(state); token.kind === 'operator' && operators.has(token.value); token = peek(state)) {
    const operator = take(state).value as BinaryOperator;
    const right = parse(state);
    const node: Binary = { kind: 'binary', operator, left, right, start: left.start, end: lastEnd(state) };
    left = node;
  }
  return left;
}
