import type { FormatSettings } from '../core/format-settings.js';
import type { Line } from './line.js';
import { collapseBrackets, joinConditions, mergeHeads } from './tidy-rules.js';

/**
 * What the formatter spreads over more lines than people would is drawn together: `from` and its table, lists and
 * windows that fit a line, common table expressions. `prefix`: how stand-ins begin.
 */
export function tidyLines(text: string, prefix: string, settings: FormatSettings): string {
  const lines = text.split('\n').map(lineOf);
  const tidy = { prefix, indent: settings.indent, width: settings.width };
  const done = collapseBrackets(mergeHeads(joinConditions(loneCommas(lines, prefix), tidy), tidy), tidy);
  return done.map((line) => (line.text === '' ? '' : ' '.repeat(line.indent) + line.text)).join('\n');
}

function lineOf(text: string): Line {
  const trimmed = text.trim();
  return { indent: text.length - text.trimStart().length, text: trimmed };
}

/** A comma that a comment pushed to a line of its own goes back behind what it follows. */
function loneCommas(lines: readonly Line[], prefix: string): readonly Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const at = line.text === ',' ? result.findLastIndex((each) => !each.text.startsWith(`--${prefix}`)) : -1;
    const before = result[at];
    if (!before) result.push(line);
    else result[at] = { ...before, text: withComma(before.text, ` --${prefix}`) };
  }
  return result;
}

function withComma(text: string, comment: string): string {
  const at = text.indexOf(comment);
  return at === -1 ? `${text},` : `${text.slice(0, at)},${text.slice(at)}`;
}
