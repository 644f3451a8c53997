import { builtin, type Builtin } from '../builtin.js';
import { codePointLength, codePoints } from '../characters.js';
import { truthy } from '../comparison.js';
import { limitLength, valueError } from '../error.js';
import { requireLength } from '../iteration.js';
import { wholeArgument } from '../methods/list.js';
import { textArgument } from '../methods/text-argument.js';
import { splitLines } from '../methods/string-split.js';
import { toText } from '../printing.js';
import type { Value } from '../values.js';
import { wrapWords } from './wrap-words.js';

/** Indents all lines but the first; blank ones stay as they are unless told. */
function indent(text: string, width: Value, first: boolean, blank: boolean): string {
  const columns = typeof width === 'string' ? width.length : Math.max(0, wholeArgument(width, 4));
  const lines = splitLines(`${text}\n`, false);
  limitLength(text.length + columns * lines.length);
  const indentation = typeof width === 'string' ? width : ' '.repeat(columns);
  const [head = '', ...rest] = lines;
  const body = rest.map((line) => (blank || line !== '' ? indentation + line : line));
  const result = [head, ...body].join('\n');
  return first ? indentation + result : result;
}

function truncate(value: Value, length: number, killWords: boolean, end: string, leeway: number): Value {
  const endLength = codePointLength(end);
  if (length < endLength) throw valueError(`expected length >= ${endLength}, got ${length}`);
  if (leeway < 0) throw valueError(`expected leeway >= 0, got ${leeway}`);
  if (requireLength(value) <= length + leeway) return value;
  const points = codePoints(toText(value));
  const cut = points.slice(0, length - endLength).join('');
  if (killWords) return cut + end;
  const blank = cut.lastIndexOf(' ');
  return (blank === -1 ? cut : cut.slice(0, blank)) + end;
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

/** Filters that lay out text. */
export const layoutFilters: readonly (readonly [string, Builtin])[] = [
  [
    'indent',
    builtin('width? first? blank?', (value, [width = 4, first = false, blank = false]) =>
      indent(textArgument(value, 'indent'), width, truthy(first), truthy(blank)),
    ),
  ],
  [
    'truncate',
    builtin('length? killwords? end? leeway?', (value, [length, killWords = false, end = '...', leeway]) =>
      truncate(
        value,
        wholeArgument(length, 255),
        truthy(killWords),
        toText(end),
        leeway === null ? 5 : wholeArgument(leeway, 5),
      ),
    ),
  ],
  ['wordcount', builtin('', (value) => countWords(toText(value)))],
  [
    'wordwrap',
    builtin(
      'width? break_long_words? wrapstring? break_on_hyphens?',
      (value, [width, long = true, wrap, hyphens = true]) =>
        wrapWords(textArgument(value, 'wordwrap'), {
          width: wholeArgument(width, 79),
          breakLongWords: truthy(long),
          lineEnd: wrap === undefined || wrap === null ? '\n' : toText(wrap),
          breakOnHyphens: truthy(hyphens),
        }),
    ),
  ],
];
