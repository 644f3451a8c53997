import { builtin, type Builtin } from '../builtin.js';
import { codePointLength } from '../characters.js';
import { limitError, typeError } from '../error.js';
import { wholeArgument } from './list.js';
import { textArgument } from './text-argument.js';

const MAX_WIDTH = 10_000_000;

/** Pads a text to a width; where both sides get some, the odd blank goes where Python puts it. */
export function padText(text: string, width: number, align: 'left' | 'right' | 'center', fill = ' '): string {
  const missing = width - codePointLength(text);
  if (missing <= 0) return text;
  if (width > MAX_WIDTH) throw limitError(`a width beyond ${MAX_WIDTH} is not allowed`);
  if (align === 'left') return text + fill.repeat(missing);
  if (align === 'right') return fill.repeat(missing) + text;
  const before = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function padder(name: string, align: 'left' | 'right' | 'center'): readonly [string, Builtin] {
  const run = builtin('width fillchar?', (text, [width, fill]) => {
    const filler = fill === undefined ? ' ' : textArgument(fill, name);
    if (codePointLength(filler) !== 1) throw typeError('The fill character must be exactly one character long');
    return padText(text as string, wholeArgument(width, 0), align, filler);
  });
  return [name, run];
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = '';
  for (const character of text) {
    if (character === '\t') {
      const blanks = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(Math.min(blanks, MAX_WIDTH));
      column += blanks;
    } else {
      result += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

/** The methods of a string that add blanks. */
export const padMethods: readonly (readonly [string, Builtin])[] = [
  padder('ljust', 'left'),
  padder('rjust', 'right'),
  padder('center', 'center'),
  ['expandtabs', builtin('tabsize?', (text, [size]) => expandTabs(text as string, wholeArgument(size, 8)))],
];
