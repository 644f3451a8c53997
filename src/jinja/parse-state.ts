import { errorAt, type TemplateError, type TemplateSource } from './error.js';
import type { Expression, Ranged } from './ast.js';
import type { Token } from './token.js';

/** Deeper nesting of tags or expressions than this is refused; Python's own parser gives up at a similar depth. */
const MAX_NESTING = 200;

/** Which of the special names a callable body mentions. */
export interface SpecialNames {
  varargs: boolean;
  kwargs: boolean;
  caller: boolean;
}

/** The parser's state. */
export interface ParseState {
  readonly at: TemplateSource;
  readonly tokens: readonly Token[];
  /** Parses an expression; handed in, so that the files of the parser need not import each other in a circle. */
  readonly expression: (state: ParseState, conditional?: boolean) => Expression;
  index: number;
  nesting: number;
  /** The bodies of macros and call blocks that are open, innermost last. */
  readonly bodies: SpecialNames[];
  /** For every open loop whether `loop` was mentioned; null marks the body of a macro, which sees no loop around it. */
  readonly loops: ({ usesLoop: boolean } | null)[];
}

/** A new state over tokens; the last token is the end. */
export function parseState(
  at: TemplateSource,
  tokens: readonly Token[],
  expression: ParseState['expression'],
): ParseState {
  return { at, tokens, expression, index: 0, nesting: 0, bodies: [], loops: [] };
}

const END: Token = { kind: 'end', value: '', start: 0, end: 0 };

/** The token at hand; the end is never gone beyond. */
export function peek(state: ParseState): Token {
  return state.tokens[state.index] ?? END;
}

/** The token behind the one at hand. */
export function peekNext(state: ParseState): Token {
  return state.tokens[state.index + 1] ?? END;
}

/** Takes the token at hand. */
export function take(state: ParseState): Token {
  const token = peek(state);
  if (token.kind !== 'end') state.index += 1;
  return token;
}

/** Whether a token is this operator. */
export function isOperator(token: Token, operator: string): boolean {
  return token.value === operator && token.kind === 'operator';
}

/** Whether a token is this word. */
export function isWord(token: Token, word: string): boolean {
  return token.value === word && token.kind === 'name';
}

/** Takes the operator if it is at hand. */
export function skipOperator(state: ParseState, operator: string): boolean {
  if (!isOperator(peek(state), operator)) return false;
  state.index += 1;
  return true;
}

/** Takes the word if it is at hand. */
export function skipWord(state: ParseState, word: string): boolean {
  if (!isWord(peek(state), word)) return false;
  state.index += 1;
  return true;
}

/** Takes the operator or fails. */
export function expectOperator(state: ParseState, operator: string): Token {
  const token = peek(state);
  if (!isOperator(token, operator)) throw syntaxError(state, `expected '${operator}', got ${describe(token)}`, token);
  return take(state);
}

/** Takes a token of the kind or fails. */
export function expectKind(state: ParseState, kind: Token['kind'], what: string): Token {
  const token = peek(state);
  if (token.kind !== kind) throw syntaxError(state, `expected ${what}, got ${describe(token)}`, token);
  return take(state);
}

/** The end of the token taken last. */
export function lastEnd(state: ParseState): number {
  return state.tokens[state.index - 1]?.end ?? 0;
}

/** A syntax error at a token or range. */
export function syntaxError(state: ParseState, message: string, range: Ranged, hint?: string): TemplateError {
  return errorAt('template/syntax', message, state.at, range, hint);
}

/** A token as messages name it. */
export function describe(token: Token): string {
  switch (token.kind) {
    case 'text':
      return 'text';
    case 'variable-begin':
      return "'{{'";
    case 'variable-end':
      return "'}}'";
    case 'block-begin':
      return "'{%'";
    case 'block-end':
      return "'%}'";
    case 'string':
      return 'a string';
    case 'integer':
    case 'float':
    case 'name':
    case 'operator':
      return `'${token.value}'`;
    case 'end':
      return 'the end of the template';
  }
}

/** Runs a nested parser; refuses what is nested too deeply. */
export function nested<T>(state: ParseState, parse: (state: ParseState) => T): T {
  if (state.nesting >= MAX_NESTING) {
    const message = `nested more than ${MAX_NESTING} levels deep`;
    throw errorAt('template/limit', message, state.at, peek(state), 'split the expression with set, or use a macro');
  }
  state.nesting += 1;
  const result = parse(state);
  state.nesting -= 1;
  return result;
}

/** Notes a name for the bodies and loops around it. */
export function noteName(state: ParseState, name: string): void {
  if (name === 'varargs' || name === 'kwargs' || name === 'caller') {
    for (const body of state.bodies) body[name] = true;
  } else if (name === 'loop') {
    for (const loop of state.loops) if (loop !== null) loop.usesLoop = true;
  }
}
