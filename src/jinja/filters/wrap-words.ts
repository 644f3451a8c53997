import { codePointLength, codePoints } from '../characters.js';
import { valueError } from '../error.js';
import { splitLines } from '../methods/string-split.js';

/** How words are wrapped. */
export interface WrapOptions {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly lineEnd: string;
  readonly breakOnHyphens: boolean;
}

/** Breaks every line of a text at blanks so that it is no wider than asked. */
export function wrapWords(text: string, options: WrapOptions): string {
  if (options.width <= 0) throw valueError(`invalid width ${options.width} (must be > 0)`);
  return splitLines(text, false)
    .map((line) => wrapLine(line, options).join(options.lineEnd))
    .join(options.lineEnd);
}

function wrapLine(line: string, options: WrapOptions): string[] {
  const chunks = chunksOf(line, options.breakOnHyphens).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const current = takeLine(chunks, lines.length > 0, options);
    if (current.at(-1)?.trim() === '') current.pop();
    if (current.length > 0) lines.push(current.join(''));
  }
  return lines;
}

/** Takes as many chunks as fit; a chunk that fits on no line is cut. */
function takeLine(chunks: string[], dropBlank: boolean, options: WrapOptions): string[] {
  const current: string[] = [];
  let length = 0;
  if (dropBlank && chunks.at(-1)?.trim() === '') chunks.pop();
  for (let chunk = chunks.at(-1); chunk !== undefined; chunk = chunks.at(-1)) {
    const chunkLength = codePointLength(chunk);
    if (length + chunkLength > options.width) break;
    current.push(chunk);
    chunks.pop();
    length += chunkLength;
  }
  const next = chunks.at(-1);
  if (next !== undefined && codePointLength(next) > options.width) cutLong(chunks, current, length, options);
  return current;
}

function cutLong(chunks: string[], current: string[], length: number, options: WrapOptions): void {
  const chunk = chunks.pop() ?? '';
  if (!options.breakLongWords) {
    if (current.length === 0) current.push(chunk);
    else chunks.push(chunk);
    return;
  }
  const space = options.width < 1 ? 1 : options.width - length;
  const points = codePoints(chunk);
  const hyphen = options.breakOnHyphens ? points.slice(0, space).lastIndexOf('-') : -1;
  const end = hyphen > 0 && points.slice(0, hyphen).some((point) => point !== '-') ? hyphen + 1 : space;
  current.push(points.slice(0, end).join(''));
  chunks.push(points.slice(end).join(''));
}

/** Words and blanks in turn; words cut behind hyphens between letters. */
function chunksOf(line: string, breakOnHyphens: boolean): string[] {
  const parts = line.split(/(\s+)/u).filter((part) => part !== '');
  return breakOnHyphens ? parts.flatMap(splitAtHyphens) : parts;
}

/** Two letters, or a letter, a hyphen and one more character. */
const BEFORE_HYPHEN = /(?:[\p{L}_]{2}|[\p{L}_]-[\p{L}\p{N}_!"'&.,?])$/u;
const AFTER_HYPHEN = /^[\p{L}_]-?[\p{L}_]/u;

function splitAtHyphens(word: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = word.indexOf('-'); at !== -1; at = word.indexOf('-', at + 1)) {
    const before = BEFORE_HYPHEN.test(word.slice(Math.max(0, at - 3), at));
    const after = AFTER_HYPHEN.test(word.slice(at + 1, at + 4));
    if (!before || !after) continue;
    parts.push(word.slice(from, at + 1));
    from = at + 1;
  }
  parts.push(word.slice(from));
  return parts.filter((part) => part !== '');
}
