import { isNameStart, isSpaceCode, skipSpace, skipSpaceBack } from './characters.js';
import { errorAt } from './error.js';
import { afterBlock, type LexState } from './lex-state.js';
import { lexTag } from './lex-tag.js';
import type { LexerOptions, Token } from './token.js';

/**
 * Splits a template into tokens; comments and raw markers are gone, newlines in text are `\n`.
 * The body of a `docs` block is one text token, whatever it holds. Throws `template/syntax`.
 */
export function lex(file: string, source: string, options: LexerOptions = {}): Token[] {
  const to = options.keepTrailingNewline === true ? source.length : withoutLastNewline(source);
  const state: LexState = { file, source, to, options, nextReturn: returnAfter(source, 0), tokens: [], position: 0 };
  while (state.position < to) lexNext(state);
  state.tokens.push({ kind: 'end', value: '', start: to, end: to });
  return state.tokens;
}

function withoutLastNewline(source: string): number {
  if (source.endsWith('\r\n')) return source.length - 2;
  return source.endsWith('\n') || source.endsWith('\r') ? source.length - 1 : source.length;
}

/** Text up to the next delimiter, then what that begins. */
function lexNext(state: LexState): void {
  const { source, to } = state;
  const at = nextDelimiter(source, state.position, to);
  if (at === -1) {
    pushText(state, state.position, to);
    state.position = to;
    return;
  }
  pushText(state, state.position, textEnd(state, state.position, at));
  const kind = source[at + 1];
  if (kind === '#') lexComment(state, at);
  else if (kind === '{') lexTag(state, at, 'variable');
  else if (!lexRaw(state, at)) lexBlock(state, at);
}

function nextDelimiter(source: string, from: number, to: number): number {
  for (let at = source.indexOf('{', from); at !== -1 && at + 1 < to; at = source.indexOf('{', at + 1)) {
    const next = source.charCodeAt(at + 1);
    if (next === 0x7b || next === 0x25 || next === 0x23) return at;
  }
  return -1;
}

/** Where the text before a delimiter ends, after `-` or the option that drops blanks before blocks. */
function textEnd(state: LexState, from: number, at: number): number {
  const { source, options } = state;
  const sign = source[at + 2];
  if (sign === '-') return skipSpaceBack(source, from, at);
  if (sign === '+' || options.lstripBlocks !== true || source[at + 1] === '{') return at;
  const lineStart = Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;
  const start = at === 0 ? 0 : lineStart;
  return start >= from && skipSpace(source, start, at) === at ? start : at;
}

/** Pushes text with `\r\n` and `\r` turned into `\n`, in pieces whose characters map one by one to the source. */
function pushText(state: LexState, from: number, to: number): void {
  const { source, tokens } = state;
  let start = from;
  if (state.nextReturn < from) state.nextReturn = returnAfter(source, from);
  for (let at = state.nextReturn; at < to; at = state.nextReturn) {
    const end = source[at + 1] === '\n' && at + 1 < to ? at + 2 : at + 1;
    tokens.push({ kind: 'text', value: `${source.slice(start, at)}\n`, start, end });
    start = end;
    state.nextReturn = returnAfter(source, start);
  }
  if (start < to) tokens.push({ kind: 'text', value: source.slice(start, to), start, end: to });
}

function returnAfter(source: string, from: number): number {
  const at = source.indexOf('\r', from);
  return at === -1 ? source.length : at;
}

function lexComment(state: LexState, at: number): void {
  const { source, to } = state;
  const start = source[at + 2] === '-' || source[at + 2] === '+' ? at + 3 : at + 2;
  const close = source.indexOf('#}', start);
  if (close === -1 || close + 2 > to) {
    throw errorAt(
      'template/syntax',
      "a comment that '{#' opens is not closed",
      state,
      { start: at, end: at + 2 },
      "add '#}'",
    );
  }
  state.position = afterBlock(state, close, close > start ? source[close - 1] : undefined);
}

/** `{% raw %}...{% endraw %}`; returns false where the tag is another. */
function lexRaw(state: LexState, at: number): boolean {
  const { source, to } = state;
  const begin = keywordTag(source, at, to, 'raw');
  if (begin === undefined || begin.sign === '+') return false;
  const bodyStart = begin.sign === '-' ? skipSpace(source, begin.close + 2, to) : begin.close + 2;
  for (let tag = source.indexOf('{%', bodyStart); tag !== -1 && tag < to; tag = source.indexOf('{%', tag + 2)) {
    const end = keywordTag(source, tag, to, 'endraw');
    if (end === undefined) continue;
    pushText(state, bodyStart, textEnd(state, bodyStart, tag));
    state.position = afterBlock(state, end.close, end.sign);
    return true;
  }
  throw errorAt(
    'template/syntax',
    "the block 'raw' is not closed",
    state,
    { start: at, end: begin.close + 2 },
    "add '{% endraw %}'",
  );
}

/** Reads a tag that holds nothing but one word; `close` is where its `%}` stands, `sign` what stands right before. */
function keywordTag(
  source: string,
  at: number,
  to: number,
  word: string,
): { readonly close: number; readonly sign: string | undefined } | undefined {
  const signed = source[at + 2] === '-' || source[at + 2] === '+' ? at + 3 : at + 2;
  const start = skipSpace(source, signed, to);
  if (!source.startsWith(word, start)) return undefined;
  const close = skipSpace(source, start + word.length, to);
  if (source.startsWith('%}', close)) return { close, sign: undefined };
  const sign = source[close];
  return (sign === '-' || sign === '+') && source.startsWith('%}', close + 1) ? { close: close + 1, sign } : undefined;
}

function lexBlock(state: LexState, at: number): void {
  const first = state.tokens.length;
  lexTag(state, at, 'block');
  const name = state.tokens[first + 1];
  if (name?.kind === 'name' && name.value === 'docs') lexDocsBody(state);
}

/** Takes everything up to `{% enddocs` as text, so that prose with braces in it needs no escaping. */
function lexDocsBody(state: LexState): void {
  const { source, to, position } = state;
  for (let tag = source.indexOf('{%', position); tag !== -1 && tag < to; tag = source.indexOf('{%', tag + 2)) {
    const signed = source[tag + 2] === '-' || source[tag + 2] === '+' ? tag + 3 : tag + 2;
    const word = skipSpace(source, signed, to);
    if (!source.startsWith('enddocs', word)) continue;
    const after = source.charCodeAt(word + 7);
    if (!isSpaceCode(after) && isNameStart(after)) continue;
    pushText(state, position, textEnd(state, position, tag));
    state.position = tag;
    return;
  }
  pushText(state, position, to);
  state.position = to;
}
