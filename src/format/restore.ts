import type { Item, Pieces } from './item.js';
import { gapBefore } from './item.js';
import type { Masked } from './mask.js';

/** Puts back what stand-ins stand for. One that stands for nothing (an empty line) takes the blanks before it along. */
export function unmask(text: string, masked: Masked): string {
  const { held, prefix } = masked;
  const pattern = new RegExp(`([ \\t]*)(--|/\\*)?(${prefix}[0-9a-z]*x+)(\\*/)?`, 'g');
  const full = text.replaceAll(pattern, (found, blanks: string, _open: string | undefined, name: string) => {
    const value = held.get(name);
    return value === '' ? '' : value === undefined ? found : blanks + value;
  });
  return `${full.trim()}\n`;
}

/** A call keeps its bracket: the formatter sets a blank before it where it does not know the function. */
export function mendGaps(before: Pieces, after: Pieces): string {
  if (before.items.length !== after.items.length) return after.text;
  let text = '';
  after.items.forEach((item, index) => {
    text += mendedGap(before, after, index) + item.text;
  });
  return text + after.text.slice(after.items.at(-1)?.end ?? 0);
}

function mendedGap(before: Pieces, after: Pieces, index: number): string {
  const gap = gapBefore(after, index);
  const item = after.items[index];
  const touched = index > 0 && gapBefore(before, index) === '';
  return gap === ' ' && touched && opensBracket(item) && sameText(before.items[index], item) ? '' : gap;
}

function opensBracket(item: Item | undefined): boolean {
  return item?.text === '(' || item?.text === '[';
}

function sameText(a: Item | undefined, b: Item | undefined): boolean {
  return a?.text === b?.text;
}
