import type { Item, TemplatePart } from './item.js';
import { CannotFormat } from './item.js';

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\w*/y;
const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const STRING_PREFIX = /^(?:[ebxn]|u&)$/i;
const PARAMETER = /:[A-Za-z_]\w*!?/y;
const OPERATOR = /(?:(?!--|\/\*)[+\-*/<>=~!@#%^&|`?])+/y;
const COLONS = /::|:=|:/y;

interface State {
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  readonly items: Item[];
  at: number;
  /** Index of the first part that does not end before `at`. */
  part: number;
}

/**
 * Takes SQL apart into words, literals, operators, comments and the given template parts. Strings and comments swallow
 * the template parts inside them. Throws CannotFormat where something is not closed.
 */
export function lexSql(text: string, parts: readonly TemplatePart[] = []): readonly Item[] {
  const state: State = { text, parts, items: [], at: 0, part: 0 };
  while (state.at < text.length) next(state);
  return state.items;
}

function next(state: State): void {
  const { text, at } = state;
  const part = partAt(state, at);
  if (part) return push(state, part.kind, part.end);
  const space = match(SPACE, text, at);
  if (space > 0) state.at = limited(state, at, at + space);
  else if (text.startsWith('--', at)) push(state, 'line-comment', until(state, at + 2, '\n', false));
  else if (text.startsWith('/*', at)) push(state, 'block-comment', blockCommentEnd(state, at));
  else if (text[at] === "'") pushString(state);
  else if (text[at] === '"') push(state, 'quoted', quotedEnd(state, at, '"', false));
  else if (text[at] === '$' && match(DOLLAR, text, at) > 0) push(state, 'string', dollarEnd(state, at));
  else pushPlain(state);
}

function pushPlain(state: State): void {
  const { text, at } = state;
  const before = text[at - 1] ?? ' ';
  const lengths = [
    ['param', /[\w:\])"]/.test(before) ? 0 : match(PARAMETER, text, at)],
    ['word', match(NUMBER, text, at)],
    ['word', match(WORD, text, at)],
    ['operator', operatorLength(text, at)],
    ['operator', match(COLONS, text, at)],
    ['punctuation', 1],
  ] as const;
  const found = lengths.find(([, length]) => length > 0);
  if (found) push(state, found[0], limited(state, at, at + found[1]));
}

function push(state: State, kind: Item['kind'], end: number): void {
  state.items.push({ kind, start: state.at, end, text: state.text.slice(state.at, end) });
  state.at = end;
}

/** As PostgreSQL reads them: `*-1` is `*` and `-1`, since only an operator with one of certain signs may end in `-`. */
function operatorLength(text: string, at: number): number {
  const operator = text.slice(at, at + match(OPERATOR, text, at));
  const own = /[~!@#%^&|`?]/.test(operator) ? operator : operator.replace(/(?<=.)[+-]+$/, '');
  return own.length;
}

/** A string takes in its prefix: `E'...'`, `U&'...'`. */
function pushString(state: State): void {
  const { text, items } = state;
  let start = state.at;
  const last = items.at(-1);
  const lastButOne = items.at(-2);
  if (last?.end === start && last.text === '&' && lastButOne?.end === last.start && /^u$/i.test(lastButOne.text)) {
    items.splice(-2);
    start = lastButOne.start;
  } else if (last?.end === start && last.kind === 'word' && STRING_PREFIX.test(last.text)) {
    items.pop();
    start = last.start;
  }
  const end = quotedEnd(state, state.at, "'", /^e/i.test(text.slice(start, state.at)));
  items.push({ kind: 'string', start, end, text: text.slice(start, end) });
  state.at = end;
}

function quotedEnd(state: State, from: number, quote: string, backslashes: boolean): number {
  const { text } = state;
  for (let at = from + 1; at < text.length;) {
    const part = partAt(state, at);
    if (part) at = part.end;
    else if (backslashes && text[at] === '\\') at += 2;
    else if (text[at] !== quote) at += 1;
    else if (text[at + 1] !== quote) return at + 1;
    else at += 2;
  }
  throw new CannotFormat(quote === '"' ? 'a quoted name is not closed' : 'a string is not closed', from);
}

function dollarEnd(state: State, from: number): number {
  const length = match(DOLLAR, state.text, from);
  return until(state, from + length, state.text.slice(from, from + length), true);
}

/** Where `mark` stands outside of template parts: behind it when it belongs to the item, else before it. */
function until(state: State, from: number, mark: string, needed: boolean): number {
  const { text } = state;
  for (let at = from; at < text.length;) {
    const part = partAt(state, at);
    if (part) at = part.end;
    else if (text.startsWith(mark, at)) return needed ? at + mark.length : at;
    else at += 1;
  }
  if (needed) throw new CannotFormat(`${mark} is not closed`, state.at);
  return text.length;
}

function blockCommentEnd(state: State, from: number): number {
  const { text } = state;
  let depth = 0;
  for (let at = from; at < text.length;) {
    const part = partAt(state, at);
    if (part) at = part.end;
    else if (text.startsWith('/*', at)) [depth, at] = [depth + 1, at + 2];
    else if (text.startsWith('*/', at)) {
      [depth, at] = [depth - 1, at + 2];
      if (depth === 0) return at;
    } else at += 1;
  }
  throw new CannotFormat('a comment is not closed', from);
}

function partAt(state: State, at: number): TemplatePart | undefined {
  while ((state.parts[state.part]?.end ?? Infinity) <= at) state.part += 1;
  const part = state.parts[state.part];
  return part?.start === at ? part : undefined;
}

/** No item reaches into a template part. */
function limited(state: State, from: number, to: number): number {
  partAt(state, from);
  return Math.min(to, state.parts[state.part]?.start ?? to);
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
