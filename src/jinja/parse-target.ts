import type { Target } from './ast.js';
import {
  describe,
  expectKind,
  expectOperator,
  isOperator,
  isWord,
  nested,
  peek,
  skipOperator,
  syntaxError,
  take,
  type ParseState,
} from './parse-state.js';

/** What may be assigned to. */
export interface TargetOptions {
  /** A word that ends the target after a comma. */
  readonly endWord?: string;
  /** Allow `object.name`. */
  readonly member?: boolean;
  /** No tuple without parentheses. */
  readonly single?: boolean;
}

const CONSTANTS = new Set(['true', 'false', 'none', 'True', 'False', 'None']);

/** Parses a name, `object.name` or a tuple of them. */
export function parseTarget(state: ParseState, options: TargetOptions): Target {
  const first = parseOneTarget(state, options);
  if (options.single === true || !isOperator(peek(state), ',')) return first;
  const items = [first];
  while (skipOperator(state, ',')) {
    if (atTargetEnd(state, options)) break;
    items.push(parseOneTarget(state, options));
  }
  return { kind: 'targets', items, start: first.start, end: items[items.length - 1]?.end ?? first.end };
}

function atTargetEnd(state: ParseState, options: TargetOptions): boolean {
  const token = peek(state);
  if (token.kind === 'block-end' || isOperator(token, ')') || isOperator(token, '=')) return true;
  return options.endWord !== undefined && isWord(token, options.endWord);
}

function parseOneTarget(state: ParseState, options: TargetOptions): Target {
  const token = peek(state);
  if (isOperator(token, '(')) return nested(state, () => parseTargetsInParentheses(state, options));
  if (token.kind !== 'name') throw syntaxError(state, `expected a name to assign to, got ${describe(token)}`, token);
  if (CONSTANTS.has(token.value)) throw syntaxError(state, `cannot assign to '${token.value}'`, token);
  take(state);
  const { start, end } = token;
  if (options.member !== true || !skipOperator(state, '.')) return { kind: 'name', name: token.value, start, end };
  const member = expectKind(state, 'name', 'a name');
  return { kind: 'member', object: token.value, name: member.value, start, end: member.end };
}

function parseTargetsInParentheses(state: ParseState, options: TargetOptions): Target {
  const { start } = take(state);
  const target = parseTarget(state, options.member === true ? { member: true } : {});
  const { end } = expectOperator(state, ')');
  return { ...target, start, end };
}
