import type { Item, Pieces, TemplatePart } from './item.js';
import { gapBefore, isComment, isTemplate } from './item.js';

/** As what a template part that prints something is read. */
export type Reading = 'name' | 'nothing' | 'query' | 'operator' | 'comma' | 'list' | 'itself';

/** One way through the branches of a template, as plain SQL. */
export interface Variant {
  readonly sql: string;
  /** The items that are in it, with their place in `sql`. */
  readonly places: readonly { readonly item: number; readonly at: number }[];
}

/** At which ways through the branches to look: the first of every `if`, the second ... */
export function variantCount(pieces: Pieces): number {
  const most = Math.max(1, ...branchCounts(pieces.items).values());
  return Math.min(most, 8);
}

/**
 * The SQL where every `if` takes its branch number `choice` (or its last). `readings` says how expressions are read;
 * those not in it are names.
 */
export function variantOf(
  pieces: Pieces,
  parts: readonly TemplatePart[],
  choice: number,
  readings: ReadonlyMap<number, Reading>,
): Variant {
  const active = activeItems(pieces.items, choice);
  const found: { item: number; at: number }[] = [];
  let sql = '';
  pieces.items.forEach((item, index) => {
    if (!active.has(index)) return;
    sql += trimmedGap(pieces, index);
    found.push({ item: index, at: sql.length });
    sql += sqlOf(item, index, readings, parts);
  });
  return { sql, places: found };
}

/** Whether an item can be read in more than one way. */
export function isReadable(item: Item | undefined): boolean {
  return item?.kind === 'expression' || item?.kind === 'region' || item?.kind === 'param';
}

function sqlOf(
  item: Item,
  index: number,
  readings: ReadonlyMap<number, Reading>,
  parts: readonly TemplatePart[],
): string {
  if (isComment(item) || item.kind === 'tag' || item.kind === 'note') return '';
  if (!isReadable(item)) return withoutParts(item, parts);
  switch (readings.get(index) ?? 'name') {
    case 'name':
      return `t${index}`;
    case 'nothing':
      return '';
    case 'query':
      return 'select 1';
    case 'operator':
      return '=';
    case 'list':
      return '(1)';
    case 'comma':
      return ',';
    case 'itself':
      return item.text;
  }
}

/** A string with `{{ }}` in it becomes a string without, since quotes inside the braces would end it. */
function withoutParts(item: Item, parts: readonly TemplatePart[]): string {
  if (!item.text.includes('{')) return item.text;
  const inside = parts.filter((part) => part.start >= item.start && part.end <= item.end);
  return inside.reduceRight(
    (text, part) => `${text.slice(0, part.start - item.start)}x${text.slice(part.end - item.start)}`,
    item.text,
  );
}

/** The gap as it is rendered: a `-` in the tag on either side removes it. */
function trimmedGap(pieces: Pieces, index: number): string {
  return isTrimmed(pieces.items, index) ? '' : gapBefore(pieces, index) || (isSplit(pieces.items, index) ? ' ' : '');
}

/** Whether a template part before or at `index` swallows the white space between them. */
export function isTrimmed(items: readonly Item[], index: number): boolean {
  const before = items[index - 1];
  const item = items[index];
  const left = item !== undefined && isTemplate(item) && /^\{[{%#]-/.test(item.text);
  const right = before !== undefined && isTemplate(before) && /-[}%#]\}$/.test(before.text);
  return left || right;
}

/** A comment between two words parts them. */
function isSplit(items: readonly Item[], index: number): boolean {
  return isComment(items[index - 1]);
}

function activeItems(items: readonly Item[], choice: number): ReadonlySet<number> {
  const counts = branchCounts(items);
  const stack: { readonly last: number; branch: number }[] = [];
  const active = new Set<number>();
  items.forEach((item, index) => {
    const word = tagWord(item);
    const top = stack.at(-1);
    if (word === 'if' || word === 'for') stack.push({ last: (counts.get(index) ?? 1) - 1, branch: 0 });
    else if ((word === 'elif' || word === 'else') && top) top.branch += 1;
    else if (word === 'endif' || word === 'endfor') stack.pop();
    if (stack.every(({ last, branch }) => branch === Math.min(choice, last))) active.add(index);
  });
  return active;
}

/** Opening item -> number of branches; an `if` without `else` has an empty one more. */
function branchCounts(items: readonly Item[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const stack: { readonly at: number; branches: number; hasElse: boolean }[] = [];
  items.forEach((item, index) => {
    const word = tagWord(item);
    const top = stack.at(-1);
    if (word === 'if' || word === 'for') stack.push({ at: index, branches: 1, hasElse: word === 'for' });
    else if (word === 'elif' && top) top.branches += 1;
    else if (word === 'else' && top) [top.branches, top.hasElse] = [top.branches + 1, true];
    else if ((word === 'endif' || word === 'endfor') && top) {
      counts.set(top.at, top.branches + (top.hasElse ? 0 : 1));
      stack.pop();
    }
  });
  return counts;
}

function tagWord(item: Item): string {
  return item.kind === 'tag' ? (/^\{%[-+]?\s*(\w+)/.exec(item.text)?.[1] ?? '') : '';
}
