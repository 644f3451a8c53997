import { isDigitCode, isNamePart, isNameStart, skipSpace } from './characters.js';
import { errorAt } from './error.js';
import { afterBlock, type LexState } from './lex-state.js';
import { decodeString } from './string-literal.js';

const PAIRS = { '(': ')', '[': ']', '{': '}' } as const;
const DOUBLE_OPERATORS = new Set(['//', '**', '==', '!=', '>=', '<=']);
const SINGLE_OPERATORS = new Set('+-/*%~[](){}<>=.:|,;');
const MAY_DOUBLE = new Set('/*=!><');

/** Lexes the inside of `{{ }}` or `{% %}` that begins at `at`, up to and with its end. */
export function lexTag(state: LexState, at: number, kind: 'variable' | 'block'): void {
  const { source, to, tokens } = state;
  const sign = source[at + 2];
  const start = sign === '-' || sign === '+' ? at + 3 : at + 2;
  tokens.push({ kind: `${kind}-begin`, value: '', start: at, end: start });
  const open: string[] = [];
  let position = skipSpace(source, start, to);
  while (position < to) {
    if (open.length === 0 && closeTag(state, position, kind)) return;
    position = skipSpace(source, lexOne(state, position, open), to);
  }
  const what = kind === 'variable' ? "'{{'" : "'{%'";
  const cure = kind === 'variable' ? "add '}}'" : "add '%}'";
  throw errorAt('template/syntax', `a tag that ${what} opens is not closed`, state, { start: at, end: start }, cure);
}

/** Pushes the end token where the tag ends here. */
function closeTag(state: LexState, position: number, kind: 'variable' | 'block'): boolean {
  const { source, tokens } = state;
  const close = kind === 'variable' ? '}}' : '%}';
  const first = source[position];
  if (first !== close[0] && first !== '-' && first !== '+') return false;
  const sign = first === '-' || (first === '+' && kind === 'block') ? first : undefined;
  const at = sign === undefined ? position : position + 1;
  if (!source.startsWith(close, at) || at + 2 > state.to) return false;
  tokens.push({ kind: `${kind}-end`, value: '', start: position, end: at + 2 });
  if (kind === 'block') state.position = afterBlock(state, at, sign);
  else state.position = sign === '-' ? skipSpace(source, at + 2, state.to) : at + 2;
  return true;
}

/** Pushes one token of an expression; returns the position behind it. */
function lexOne(state: LexState, position: number, open: string[]): number {
  const code = state.source.charCodeAt(position);
  if (code === 0x22 || code === 0x27) return lexString(state, position);
  if (isDigitCode(code)) return lexNumber(state, position);
  const point = code < 0x80 ? code : (state.source.codePointAt(position) ?? 0);
  return isNameStart(point) ? lexName(state, position) : lexOperator(state, position, open);
}

const BACKSLASH = 0x5c;

function lexString(state: LexState, start: number): number {
  const { source, to } = state;
  const quote = source.charCodeAt(start);
  let at = start + 1;
  while (at < to && source.charCodeAt(at) !== quote) at += source.charCodeAt(at) === BACKSLASH ? 2 : 1;
  if (at >= to) {
    throw errorAt(
      'template/syntax',
      'a string is not closed',
      state,
      { start, end: start + 1 },
      `add ${String.fromCharCode(quote)}`,
    );
  }
  const raw = source.slice(start + 1, at);
  const value = decodeString(raw, state, start);
  state.tokens.push({ kind: 'string', value, start, end: at + 1 });
  return at + 1;
}

function lexName(state: LexState, start: number): number {
  const { source, to } = state;
  let at = start;
  while (at < to) {
    const code = source.charCodeAt(at);
    const point = code < 0x80 ? code : (source.codePointAt(at) ?? 0);
    if (!isNamePart(point)) break;
    at += point > 0xffff ? 2 : 1;
  }
  state.tokens.push({ kind: 'name', value: source.slice(start, at), start, end: at });
  return at;
}

function lexOperator(state: LexState, start: number, open: string[]): number {
  const operator = operatorAt(state.source, start);
  const end = start + operator.length;
  if (operator.length === 1 && !SINGLE_OPERATORS.has(operator)) {
    throw errorAt('template/syntax', `unexpected character '${operator}'`, state, { start, end });
  }
  if (operator.length === 1) balance(state, operator, start, open);
  state.tokens.push({ kind: 'operator', value: operator, start, end });
  return end;
}

function operatorAt(source: string, start: number): string {
  const one = source.charAt(start);
  if (!MAY_DOUBLE.has(one)) return one;
  const two = source.slice(start, start + 2);
  return DOUBLE_OPERATORS.has(two) ? two : one;
}

function balance(state: LexState, operator: string, start: number, open: string[]): void {
  if (operator === '(' || operator === '[' || operator === '{') open.push(PAIRS[operator]);
  if (operator !== ')' && operator !== ']' && operator !== '}') return;
  const expected = open.pop();
  if (expected === operator) return;
  const message =
    expected === undefined ? `unexpected '${operator}'` : `unexpected '${operator}', expected '${expected}'`;
  throw errorAt('template/syntax', message, state, { start, end: start + 1 });
}

const RADIX_DIGITS: Readonly<Record<string, string>> = { b: '01', o: '01234567', x: '0123456789abcdefABCDEF' };
const DECIMAL_DIGITS = '0123456789';

function lexNumber(state: LexState, start: number): number {
  const { source, to } = state;
  const push = (kind: 'integer' | 'float', end: number): number => {
    state.tokens.push({ kind, value: source.slice(start, end).replaceAll('_', ''), start, end });
    return end;
  };
  const whole = digits(source, start, to, DECIMAL_DIGITS);
  const float = source[start - 1] === '.' ? whole : fraction(source, whole, to);
  if (float > whole) return push('float', float);
  const radix = source[start] === '0' ? RADIX_DIGITS[(source[start + 1] ?? '').toLowerCase()] : undefined;
  const radixStart = source[start + 2] === '_' ? start + 3 : start + 2;
  const radixEnd = radix === undefined ? radixStart : digits(source, radixStart, to, radix);
  if (radixEnd > radixStart) return push('integer', radixEnd);
  return push('integer', source[start] === '0' ? digits(source, start, to, '0') : whole);
}

/** The end of a run of digits with single underscores between them. */
function digits(source: string, start: number, to: number, allowed: string): number {
  let at = start;
  while (at < to) {
    const character = source.charAt(at);
    const next = source.charAt(at + 1);
    if (allowed.includes(character)) at += 1;
    else if (character === '_' && at > start && next !== '' && allowed.includes(next)) at += 2;
    else break;
  }
  return at;
}

/** The end of `.5`, `e10` or `.5e-3` behind the digits that end at `from`; `from` where there is neither. */
function fraction(source: string, from: number, to: number): number {
  const point = source[from] === '.' ? digits(source, from + 1, to, DECIMAL_DIGITS) : from;
  const behind = point > from + 1 ? point : from;
  if (source[behind] !== 'e' && source[behind] !== 'E') return behind;
  const sign = source[behind + 1] === '+' || source[behind + 1] === '-' ? 1 : 0;
  const exponent = digits(source, behind + 1 + sign, to, DECIMAL_DIGITS);
  return exponent > behind + 1 + sign ? exponent : behind;
}
