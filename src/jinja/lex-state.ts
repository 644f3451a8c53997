import { skipSpace } from './characters.js';
import type { LexerOptions, Token } from './token.js';

/** The lexer's state; `to` is the end of the source without a dropped last newline. */
export interface LexState {
  readonly file: string;
  readonly source: string;
  readonly to: number;
  readonly options: LexerOptions;
  /** Where the next `\r` may stand; the end of the source where there is none. Looked up once, not for every text. */
  nextReturn: number;
  readonly tokens: Token[];
  position: number;
}

/** The position behind a closing delimiter at `close` and the whitespace that goes with it. */
export function afterBlock(state: LexState, close: number, sign: string | undefined): number {
  const { source, to } = state;
  const after = close + 2;
  if (sign === '-') return skipSpace(source, after, to);
  if (sign === '+' || state.options.trimBlocks !== true) return after;
  if (source.startsWith('\r\n', after)) return after + 2;
  return source[after] === '\n' || source[after] === '\r' ? after + 1 : after;
}
