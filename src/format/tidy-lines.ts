import type { FormatSettings } from '../core/format-settings.js';
import type { Line } from './line.js';
import type { Masked } from './mask.js';
import { collapseBrackets, joinConditions, mergeHeads } from './tidy-rules.js';

/**
 * What the formatter spreads over more lines than people would is drawn together: `from` and its table, lists and
 * windows that fit a line, common table expressions. Comments and tags stand as deep as what follows them.
 */
export function tidyLines(text: string, { prefix, held }: Masked, settings: FormatSettings): string {
  const tidy = { prefix, indent: settings.indent, width: settings.width };
  const lines = alignComments(loneCommas(text.split('\n').map(lineOf), prefix), prefix, held);
  const done = alignTags(collapseBrackets(mergeHeads(joinConditions(lines, tidy), tidy), tidy), held);
  return done.map((line) => (line.text === '' ? '' : ' '.repeat(line.indent) + line.text)).join('\n');
}

function lineOf(text: string): Line {
  const trimmed = text.trim();
  return { indent: text.length - text.trimStart().length, text: trimmed };
}

/**
 * A comma that a comment pushed to a line of its own goes back behind what it follows. Behind a template tag it goes
 * before what comes next, since nothing may change sides with a tag.
 */
function loneCommas(lines: readonly Line[], prefix: string): readonly Line[] {
  const result: Line[] = [];
  let pending = false;
  for (const line of lines) {
    const at = line.text === ',' ? result.findLastIndex((each) => !each.text.startsWith(`--${prefix}c`)) : -1;
    const before = result[at];
    const behindTag = before?.text.includes(`--${prefix}t`) === true;
    if (pending) result.push({ ...line, text: `, ${line.text}` });
    else if (!before) result.push(line);
    else if (!behindTag) result[at] = { ...before, text: withComma(before.text, ` --${prefix}`) };
    pending = behindTag;
  }
  return result;
}

function withComma(text: string, comment: string): string {
  const at = text.indexOf(comment);
  return at === -1 ? `${text},` : `${text.slice(0, at)},${text.slice(at)}`;
}

/** A comment or tag before a line that is less indented belongs to that line, not to the clause that ends before it. */
function alignComments(lines: readonly Line[], prefix: string, held: Masked['held']): readonly Line[] {
  const result = [...lines];
  let next: Line | undefined;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = result[at];
    if (!line || heldOf(line, held) === '' || line.text === '') continue;
    const moves =
      line.text.startsWith(`--${prefix}`) && next && next.indent < line.indent && !next.text.startsWith(')');
    if (moves && next) result[at] = { ...line, indent: next.indent };
    next = result[at];
  }
  return result;
}

/** `else` and `endif` stand as deep as their `if`. */
function alignTags(lines: readonly Line[], held: Masked['held']): readonly Line[] {
  const open: number[] = [];
  return lines.map((line) => {
    const word = /^\{%[-+]?\s*(\w+)[^\n]*$/.exec(heldOf(line, held) ?? '')?.[1] ?? '';
    if (word === 'if' || word === 'for') open.push(line.indent);
    const indent = /^(?:el|end)/.test(word) ? (open.at(-1) ?? line.indent) : line.indent;
    if (word === 'endif' || word === 'endfor') open.pop();
    return indent === line.indent ? line : { ...line, indent };
  });
}

/** What a line that is nothing but a comment stands for. */
function heldOf(line: Line, held: Masked['held']): string | undefined {
  return line.text.startsWith('--') ? held.get(line.text.slice(2)) : undefined;
}
