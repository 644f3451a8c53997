import type { CallArguments, DictLiteral, Expression, Literal } from './ast.js';
import { float } from './float.js';
import { integerFromDigits } from './integer.js';
import { parseCallArguments } from './parse-arguments.js';
import {
  describe,
  expectKind,
  expectOperator,
  isOperator,
  isWord,
  lastEnd,
  nested,
  noteName,
  peek,
  skipOperator,
  skipWord,
  syntaxError,
  take,
  type ParseState,
} from './parse-state.js';
import { parseSubscript } from './parse-subscript.js';
import type { Token } from './token.js';

const CONSTANTS = new Map<string, null | boolean>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Parses signs, a primary and what follows it: attributes, items, calls, and (unless told not to) filters and tests. */
export function parseUnary(state: ParseState, filters = true): Expression {
  const token = peek(state);
  let node: Expression;
  if (isOperator(token, '-') || isOperator(token, '+')) {
    take(state);
    const operator = token.value === '-' ? '-' : '+';
    const value = nested(state, () => parseUnary(state, false));
    node = { kind: 'unary', operator, value, start: token.start, end: value.end };
  } else {
    node = parsePrimary(state);
  }
  node = parsePostfix(state, node);
  return filters ? parseFiltersAndTests(state, node) : node;
}

/** Parses a name, a literal or something in brackets. */
export function parsePrimary(state: ParseState): Expression {
  const token = peek(state);
  if (token.kind === 'name') return parseName(state);
  if (token.kind === 'string') return parseStrings(state);
  if (token.kind === 'integer' || token.kind === 'float') return parseNumber(state);
  if (isOperator(token, '(')) return parseParentheses(state);
  if (isOperator(token, '[')) return parseList(state);
  if (isOperator(token, '{')) return parseDict(state);
  throw syntaxError(state, `expected an expression, got ${describe(token)}`, token);
}

function parseName(state: ParseState): Expression {
  const token = take(state);
  const { start, end } = token;
  const constant = CONSTANTS.get(token.value);
  if (constant !== undefined) return { kind: 'literal', value: constant, start, end };
  noteName(state, token.value);
  return { kind: 'name', name: token.value, start, end };
}

function parseStrings(state: ParseState): Literal {
  const first = take(state);
  let { value } = first;
  while (peek(state).kind === 'string') value += take(state).value;
  return { kind: 'literal', value, start: first.start, end: lastEnd(state) };
}

function parseNumber(state: ParseState): Literal {
  const token = take(state);
  const value = token.kind === 'float' ? float(Number(token.value)) : integerFromDigits(token.value);
  return { kind: 'literal', value, start: token.start, end: token.end };
}

function parseParentheses(state: ParseState): Expression {
  const { start } = take(state);
  const inner = parseTuple(state, { empty: true });
  const { end } = expectOperator(state, ')');
  return { ...inner, start, end };
}

function parseList(state: ParseState): Expression {
  const { start } = take(state);
  const items: Expression[] = [];
  while (!isOperator(peek(state), ']')) {
    if (items.length > 0) expectOperator(state, ',');
    if (isOperator(peek(state), ']')) break;
    items.push(state.expression(state));
  }
  const { end } = expectOperator(state, ']');
  return { kind: 'list', items, start, end };
}

function parseDict(state: ParseState): DictLiteral {
  const { start } = take(state);
  const entries: DictLiteral['entries'][number][] = [];
  while (!isOperator(peek(state), '}')) {
    if (entries.length > 0) expectOperator(state, ',');
    if (isOperator(peek(state), '}')) break;
    const key = state.expression(state);
    expectOperator(state, ':');
    entries.push({ key, value: state.expression(state) });
  }
  const { end } = expectOperator(state, '}');
  return { kind: 'dict', entries, start, end };
}

/** How a tuple without parentheses is read. */
export interface TupleOptions {
  /** Allow nothing at all (between parentheses). */
  readonly empty?: boolean;
  readonly conditional?: boolean;
  /** A word that ends the tuple after a comma. */
  readonly endWord?: string;
}

/** Parses one expression, or a tuple where commas follow. */
export function parseTuple(state: ParseState, options: TupleOptions = {}): Expression {
  const { start } = peek(state);
  const items: Expression[] = [];
  let isTuple = false;
  while (!atTupleEnd(state, options.endWord)) {
    items.push(state.expression(state, options.conditional ?? true));
    if (!skipOperator(state, ',')) break;
    isTuple = true;
  }
  const [first] = items;
  if (!isTuple && first !== undefined) return first;
  if (!isTuple && options.empty !== true) {
    throw syntaxError(state, `expected an expression, got ${describe(peek(state))}`, peek(state));
  }
  return { kind: 'tuple', items, start, end: Math.max(start, lastEnd(state)) };
}

function atTupleEnd(state: ParseState, endWord: string | undefined): boolean {
  const token = peek(state);
  if (token.kind === 'variable-end' || token.kind === 'block-end' || isOperator(token, ')')) return true;
  return endWord !== undefined && isWord(token, endWord);
}

function parsePostfix(state: ParseState, first: Expression): Expression {
  let node = first;
  for (;;) {
    const token = peek(state);
    if (isOperator(token, '.') || isOperator(token, '[')) node = parseSubscript(state, node);
    else if (isOperator(token, '(')) node = parseCall(state, node);
    else return node;
  }
}

function parseCall(state: ParseState, callee: Expression): Expression {
  const args = parseCallArguments(state);
  return { kind: 'call', callee, ...args, start: callee.start, end: lastEnd(state) };
}

function parseFiltersAndTests(state: ParseState, first: Expression): Expression {
  let node = first;
  for (;;) {
    const token = peek(state);
    if (isOperator(token, '|')) node = parseFilter(state, node);
    else if (isWord(token, 'is')) node = parseTest(state, node);
    else if (isOperator(token, '(')) node = parseCall(state, node);
    else return node;
  }
}

function parseFilter(state: ParseState, value: Expression): Expression {
  take(state);
  const name = parseDottedName(state, 'a filter name');
  const args = optionalArguments(state);
  return { kind: 'filter', value, name, ...args, start: value.start, end: lastEnd(state) };
}

/** A name with dots, as filters and tests may have. */
export function parseDottedName(state: ParseState, what: string): string {
  let name = expectKind(state, 'name', what).value;
  while (skipOperator(state, '.')) name += `.${expectKind(state, 'name', what).value}`;
  return name;
}

const NO_ARGUMENTS: CallArguments = { args: [], kwargs: [], spread: null, spreadNamed: null };

/** Arguments in parentheses, or none. */
export function optionalArguments(state: ParseState): CallArguments {
  return isOperator(peek(state), '(') ? parseCallArguments(state) : NO_ARGUMENTS;
}

function parseTest(state: ParseState, value: Expression): Expression {
  take(state);
  const negated = skipWord(state, 'not');
  const name = parseDottedName(state, 'a test name');
  const args = parseTestArguments(state);
  return { kind: 'test', value, name, negated, ...args, start: value.start, end: lastEnd(state) };
}

/** A test takes one argument without parentheses: `x is divisibleby 3`. */
function parseTestArguments(state: ParseState): CallArguments {
  const token = peek(state);
  if (isOperator(token, '(')) return parseCallArguments(state);
  if (!beginsTestArgument(token)) return NO_ARGUMENTS;
  if (isWord(token, 'is')) {
    throw syntaxError(state, "tests with 'is' cannot be chained", token, 'put the first test in parentheses');
  }
  return { ...NO_ARGUMENTS, args: [parsePostfix(state, parsePrimary(state))] };
}

function beginsTestArgument(token: Token): boolean {
  if (token.kind === 'name') return token.value !== 'else' && token.value !== 'or' && token.value !== 'and';
  if (token.kind === 'operator') return token.value === '[' || token.value === '{';
  return token.kind === 'string' || token.kind === 'integer' || token.kind === 'float';
}
