/** Python's letters for a set of characters, as RE2 has them for all of Unicode; inside brackets without their own. */
const CLASSES: { readonly [letter: string]: readonly [alone: string, inside: string] } = {
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  w: ['[\\p{L}\\p{M}\\p{N}_]', '\\p{L}\\p{M}\\p{N}_'],
  W: ['[^\\p{L}\\p{M}\\p{N}_]', '\\W'],
  s: ['[\\s\\x0b\\x1c-\\x1f\\x{85}\\p{Z}]', '\\s\\x0b\\x1c-\\x1f\\x{85}\\p{Z}'],
  S: ['[^\\s\\x0b\\x1c-\\x1f\\x{85}\\p{Z}]', '\\S'],
};

const ESCAPED = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/sy;

export interface PatternText {
  readonly ascii: boolean;
  readonly verbose: boolean;
}

/** A pattern of Python's `re` as RE2 reads it: Unicode classes, `\Z`, `{,n}`, comments, verbose blanks. */
export function re2Pattern(pattern: string, options: PatternText): string {
  let result = '';
  let inside = false;
  for (let at = 0; at < pattern.length;) {
    const [part, length, open] = nextPart(pattern, at, inside, options);
    result += part;
    at += length;
    inside = open;
  }
  return result;
}

/** What stands for the next characters, how many they are, and whether a bracket is open behind them. */
function nextPart(
  pattern: string,
  at: number,
  inside: boolean,
  options: PatternText,
): readonly [text: string, length: number, inside: boolean] {
  const character = pattern.charAt(at);
  if (character === '\\') return [...escaped(pattern, at, inside, options), inside];
  if (inside) return [character, 1, character !== ']'];
  if (character === '[') return bracket(pattern, at);
  const rest = pattern.slice(at);
  const comment = /^\(\?#[^)]*\)/.exec(rest) ?? (options.verbose ? /^(?:\s+|#[^\n]*)/.exec(rest) : null);
  if (comment) return ['', comment[0].length, false];
  const atMost = /^\{,(\d+)\}/.exec(rest);
  if (atMost) return [`{0,${atMost[1] ?? ''}}`, atMost[0].length, false];
  return [character, 1, false];
}

/** `[`, `[^`, and a `]` that is the first member. */
function bracket(pattern: string, at: number): readonly [string, number, boolean] {
  const [opening = '['] = /^\[\^?/.exec(pattern.slice(at)) ?? [];
  const literal = pattern.charAt(at + opening.length) === ']';
  return [literal ? `${opening}\\]` : opening, opening.length + (literal ? 1 : 0), true];
}

function escaped(
  pattern: string,
  at: number,
  inside: boolean,
  { ascii }: PatternText,
): readonly [text: string, length: number] {
  ESCAPED.lastIndex = at;
  const [whole = '\\', short, long, letter = ''] = ESCAPED.exec(pattern) ?? [];
  const code = short ?? long;
  if (code !== undefined) return [`\\x{${code}}`, whole.length];
  if (letter === 'Z' && !inside) return ['\\z', 2];
  const found = ascii ? undefined : CLASSES[letter];
  if (found) return [found[inside ? 1 : 0], 2];
  return [/[^\p{L}\p{N}\s]/u.test(letter) && letter.charCodeAt(0) > 0x7f ? letter : whole, whole.length];
}
