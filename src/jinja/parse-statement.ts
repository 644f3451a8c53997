import type { Expression, FilterCall, Statement } from './ast.js';
import { parseBlock, parseCallBlock } from './parse-block.js';
import {
  describe,
  expectKind,
  expectOperator,
  isOperator,
  isWord,
  lastEnd,
  nested,
  peek,
  peekNext,
  skipOperator,
  skipWord,
  syntaxError,
  take,
  type ParseState,
} from './parse-state.js';
import { optionalArguments, parseDottedName, parseTuple } from './parse-primary.js';
import { parseTarget } from './parse-target.js';
import { nearest } from './nearest.js';
import type { Token } from './token.js';

/** Parses the whole template. */
export function parseStatements(state: ParseState): Statement[] {
  return parseUntil(state, [], null);
}

/** Parses statements up to a tag that begins with one of the words; the word is then at hand. */
function parseUntil(state: ParseState, words: readonly string[], opener: Token | null): Statement[] {
  const body: Statement[] = [];
  for (;;) {
    const token = peek(state);
    if (token.kind === 'end') {
      if (opener !== null) throw notClosed(state, words, opener);
      return body;
    }
    if (token.kind === 'block-begin') {
      const word = peekNext(state);
      if (word.kind === 'name' && words.includes(word.value)) {
        take(state);
        return body;
      }
      body.push(nested(state, () => parseTag(state, words, opener)));
    } else {
      body.push(parseTextOrOutput(state));
    }
  }
}

function notClosed(state: ParseState, words: readonly string[], opener: Token): Error {
  const last = words[words.length - 1] ?? '';
  return syntaxError(state, `the block '${opener.value}' is not closed`, opener, `add '{% ${last} %}'`);
}

function parseTextOrOutput(state: ParseState): Statement {
  const token = take(state);
  if (token.kind === 'text') return { kind: 'text', value: token.value, start: token.start, end: token.end };
  const value = parseTuple(state);
  const { end } = expectKind(state, 'variable-end', "'}}'");
  return { kind: 'output', value, start: token.start, end };
}

/** The body of a block whose tag is not closed yet: `%}`, statements, `{% endword`, up to but without the last `%}`. */
function parseBody(state: ParseState, end: string, opener: Token): { body: Statement[]; start: number; end: number } {
  const start = closeTag(state);
  const body = parseUntil(state, [end], opener);
  const bodyEnd = beforeTag(state);
  take(state);
  return { body, start, end: bodyEnd };
}

/** Takes `%}` (and, as in Python, a colon before it); returns where the body begins. */
function closeTag(state: ParseState): number {
  skipOperator(state, ':');
  return expectKind(state, 'block-end', "'%}'").end;
}

/** Where the tag begins whose word is at hand. */
function beforeTag(state: ParseState): number {
  return state.tokens[state.index - 1]?.start ?? 0;
}

const STATEMENT_WORDS = [
  ...['if', 'for', 'set', 'macro', 'call', 'filter', 'do', 'with', 'break', 'continue', 'print'],
  ...['test', 'data_test', 'materialization', 'snapshot', 'docs', 'raw'],
];

const UNSUPPORTED = new Set(['extends', 'include', 'import', 'from', 'block', 'autoescape', 'trans']);

/** Parses one `{% ... %}` with its body. */
function parseTag(state: ParseState, words: readonly string[], opener: Token | null): Statement {
  const begin = take(state);
  const word = expectKind(state, 'name', 'a tag name');
  const statement = parseNamedTag(state, begin.start, word, words, opener);
  const { end } = expectKind(state, 'block-end', "'%}'");
  return { ...statement, start: begin.start, end };
}

function parseNamedTag(
  state: ParseState,
  start: number,
  word: Token,
  words: readonly string[],
  opener: Token | null,
): Statement {
  switch (word.value) {
    case 'if':
      return parseIf(state, word);
    case 'for':
      return parseFor(state, word);
    case 'set':
      return parseSet(state, word);
    case 'with':
      return parseWith(state, word);
    case 'filter':
      return parseFilterBlock(state, word);
    case 'do':
      return { kind: 'do', value: parseTuple(state), start, end: 0 };
    case 'print':
      return { kind: 'output', value: parseTuple(state), start, end: 0 };
    case 'break':
    case 'continue':
      return parseJump(state, word);
    case 'call':
      return parseCallBlock(state, word, parseBody);
    case 'macro':
    case 'test':
    case 'data_test':
    case 'materialization':
    case 'snapshot':
    case 'docs':
      return parseBlock(state, word, parseBody);
    default:
      throw unknownTag(state, word, words, opener);
  }
}

function unknownTag(state: ParseState, word: Token, words: readonly string[], opener: Token | null): Error {
  if (UNSUPPORTED.has(word.value)) {
    return syntaxError(state, `the tag '${word.value}' is not supported`, word, 'use macros instead');
  }
  const near = nearest(word.value, [...STATEMENT_WORDS, ...words]);
  if (opener !== null && (word.value.startsWith('end') || word.value === 'else' || word.value === 'elif')) {
    const expected = words.map((name) => `'${name}'`).join(' or ');
    const message = `unexpected tag '${word.value}': the block '${opener.value}' is still open and expects ${expected}`;
    return syntaxError(state, message, word);
  }
  return syntaxError(
    state,
    `unknown tag '${word.value}'`,
    word,
    near === undefined ? undefined : `did you mean '${near}'?`,
  );
}

function parseIf(state: ParseState, word: Token): Statement {
  const branches: { test: Expression; body: readonly Statement[] }[] = [];
  let otherwise: readonly Statement[] = [];
  for (;;) {
    const test = parseTuple(state, { conditional: false });
    closeTag(state);
    branches.push({ test, body: parseUntil(state, ['elif', 'else', 'endif'], word) });
    const next = take(state);
    if (next.value === 'elif') continue;
    if (next.value === 'else') otherwise = parseBody(state, 'endif', word).body;
    return { kind: 'if', branches, otherwise, start: word.start, end: lastEnd(state) };
  }
}

function parseFor(state: ParseState, word: Token): Statement {
  const target = parseTarget(state, { endWord: 'in' });
  if (!skipWord(state, 'in')) {
    throw syntaxError(state, `expected 'in', got ${describe(peek(state))}`, peek(state));
  }
  const iterable = parseTuple(state, { conditional: false, endWord: 'recursive' });
  const filter = skipWord(state, 'if') ? state.expression(state) : null;
  const recursive = skipWord(state, 'recursive');
  closeTag(state);
  const loop = { usesLoop: false };
  state.loops.push(loop);
  const body = parseUntil(state, ['else', 'endfor'], word);
  state.loops.pop();
  const otherwise = take(state).value === 'else' ? parseBody(state, 'endfor', word).body : [];
  const { usesLoop } = loop;
  return { kind: 'for', target, iterable, filter, recursive, body, otherwise, usesLoop, start: word.start, end: 0 };
}

function parseSet(state: ParseState, word: Token): Statement {
  const target = parseTarget(state, { member: true });
  if (skipOperator(state, '=')) return { kind: 'assign', target, value: parseTuple(state), start: word.start, end: 0 };
  const filter = isOperator(peek(state), '|') ? parseFilterChain(state, false) : null;
  if (filter === null && peek(state).kind !== 'block-end') {
    throw syntaxError(state, `expected '=' or '%}', got ${describe(peek(state))}`, peek(state));
  }
  const { body } = parseBody(state, 'endset', word);
  return { kind: 'assign-block', target, filter, body, start: word.start, end: 0 };
}

function parseWith(state: ParseState, word: Token): Statement {
  const bindings: { target: ReturnType<typeof parseTarget>; value: Expression }[] = [];
  while (peek(state).kind !== 'block-end') {
    if (bindings.length > 0) expectOperator(state, ',');
    const target = parseTarget(state, { single: true });
    expectOperator(state, '=');
    bindings.push({ target, value: state.expression(state) });
  }
  const { body } = parseBody(state, 'endwith', word);
  return { kind: 'with', bindings, body, start: word.start, end: 0 };
}

function parseFilterBlock(state: ParseState, word: Token): Statement {
  const filter = parseFilterChain(state, true);
  const { body } = parseBody(state, 'endfilter', word);
  return { kind: 'filter-block', filter, body, start: word.start, end: 0 };
}

/** `name(args) | name`, the first without a bar where `bare`. */
function parseFilterChain(state: ParseState, bare: boolean): FilterCall {
  let chain = bare ? parseChainLink(state, null) : null;
  while (chain === null || isOperator(peek(state), '|')) {
    expectOperator(state, '|');
    chain = parseChainLink(state, chain);
  }
  return chain;
}

function parseChainLink(state: ParseState, value: FilterCall | null): FilterCall {
  const { start } = peek(state);
  const name = parseDottedName(state, 'a filter name');
  const args = optionalArguments(state);
  return { kind: 'filter', value, name, ...args, start, end: lastEnd(state) };
}

function parseJump(state: ParseState, word: Token): Statement {
  const loop = state.loops[state.loops.length - 1];
  if (loop === undefined || loop === null) throw syntaxError(state, `'${word.value}' stands outside a loop`, word);
  return { kind: isWord(word, 'break') ? 'break' : 'continue', start: word.start, end: 0 };
}
