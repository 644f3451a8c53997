import type { Item, Pieces } from './item.js';
import { gapBefore, isComment, isTemplate } from './item.js';
import { statementsToKeep } from './kept-statements.js';

/** A text of plain SQL on which the formatter works, and what its stand-ins stand for. */
export interface Masked {
  readonly text: string;
  /** Stand-in -> what it stands for. */
  readonly held: ReadonlyMap<string, string>;
  /** Offset in `text` and the offset in the original from which that part comes. */
  readonly offsets: readonly (readonly [masked: number, original: number])[];
  readonly prefix: string;
}

/** A stretch of items that the formatter sees as one thing. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly as: 'itself' | 'name' | 'line' | 'block';
}

/**
 * Replaces whatever the formatter could misread by stand-ins: template parts with all that touches them by a name, a
 * line that only holds template parts (and a statement that is kept) by a line comment, and so is an empty line, so that
 * paragraphs survive. Stand-ins for comments and empty lines have a `c` behind the prefix, others a `t`. `holdLineEnds`: a line that ends with a template part must go on ending there.
 */
export function mask(pieces: Pieces, holdLineEnds: boolean): Masked {
  const prefix = freePrefix(pieces.text);
  const held = new Map<string, string>();
  const offsets: [number, number][] = [];
  let text = '';
  const hold = (value: string, mark = 't'): string => {
    const short = `${prefix}${mark}${held.size.toString(36)}x`;
    const name = short.padEnd(Math.min(value.includes('\n') ? 20 : value.length, 200), 'x');
    held.set(name, value);
    return name;
  };
  for (const run of runsOf(pieces)) {
    const gap = gapBefore(pieces, run.from);
    const start = pieces.items[run.from]?.start ?? 0;
    const end = pieces.items[run.to]?.end ?? start;
    text += maskedGap(gap, keepsEmptyLine(pieces, run.from), () => hold('', 'c'));
    offsets.push([text.length, start]);
    text += standIn(run, pieces.text.slice(start, end), hold);
    if (holdLineEnds && run.as === 'name' && endsLine(pieces, run.to)) text += ` --${hold('')}`;
  }
  return { text: `${text}\n`, held, offsets, prefix };
}

function standIn(run: Run, value: string, hold: (value: string, mark?: string) => string): string {
  switch (run.as) {
    case 'itself':
      return value;
    case 'name':
      return hold(value);
    case 'line':
      return `--${hold(value.trimEnd(), value.startsWith('--') ? 'c' : 't')}`;
    case 'block':
      return `/*${hold(value)}*/`;
  }
}

/** An empty line becomes a comment; several become one. */
function maskedGap(gap: string, keepsEmpty: boolean, hold: () => string): string {
  const lines = gap.split('\n').length - 1;
  if (lines === 0) return gap === '' ? '' : ' ';
  return lines === 1 || !keepsEmpty ? '\n' : `\n--${hold()}\n`;
}

/** No empty line at the beginning, before a comma, or right below the word that opens a clause. */
function keepsEmptyLine({ items }: Pieces, index: number): boolean {
  const before = items[index - 1]?.text ?? '';
  return (
    index > 0 && items[index]?.text !== ',' && !/^(?:with|select|from|where|by|having|set|and|or|on)$/i.test(before)
  );
}

/** Letters that occur nowhere in the text, so that a stand-in is never mistaken. */
function freePrefix(text: string): string {
  const lower = text.toLowerCase();
  for (let prefix = 'zq'; ; prefix += 'q') if (!lower.includes(prefix)) return prefix;
}

function runsOf(pieces: Pieces): readonly Run[] {
  const kept = statementsToKeep(pieces);
  const runs: Run[] = [];
  for (let from = 0; from < pieces.items.length;) {
    const run = runAt(pieces, from, kept);
    runs.push(run);
    from = run.to + 1;
  }
  return runs;
}

function runAt(pieces: Pieces, from: number, kept: ReadonlyMap<number, number>): Run {
  const { items } = pieces;
  const whole = kept.get(from) ?? wholeLine(pieces, from);
  if (whole !== undefined) return { from, to: whole, as: 'line' };
  const item = items[from];
  if (item?.kind === 'line-comment') return { from, to: from, as: 'line' };
  if (item?.kind === 'block-comment') return { from, to: from, as: 'block' };
  const to = touching(pieces, from);
  const template = items.slice(from, to + 1).some(isTemplate);
  if (template) return { from, to, as: 'name' };
  return { from, to: from, as: item !== undefined && isAwkward(item) ? 'name' : 'itself' };
}

/** Literals that the formatter lays out or reads wrongly. */
function isAwkward(item: Item): boolean {
  if (item.kind === 'param') return true;
  if (item.kind === 'quoted') return /[\n{]/.test(item.text);
  return item.kind === 'string' && (!item.text.startsWith("'") || /[\n{\\]/.test(item.text));
}

/** Index of the last item that touches the one before and may not be parted from it, as in `{{ name }}_total`. */
function touching(pieces: Pieces, from: number): number {
  const { items } = pieces;
  let to = from;
  while (sticks(items[to]) && items[to]?.end === items[to + 1]?.start && sticks(items[to + 1])) to += 1;
  // Without a template part in it the stretch is plain SQL, which the formatter may set as it likes.
  const stretch = items.slice(from, to + 1);
  const firstTemplate = stretch.findIndex(isTemplate);
  return firstTemplate === -1 ? from : to;
}

function sticks(item: Item | undefined): boolean {
  if (item === undefined || isComment(item) || item.kind === 'punctuation') return false;
  return item.text !== '::';
}

/** Index of the last item of a line that holds nothing but template parts; undefined for another line. */
function wholeLine(pieces: Pieces, from: number): number | undefined {
  const { items } = pieces;
  if (!isTemplate(items[from]) || (from > 0 && !gapBefore(pieces, from).includes('\n'))) return undefined;
  let to = from;
  while (isTemplate(items[to + 1]) && !gapBefore(pieces, to + 1).includes('\n')) to += 1;
  if (!endsLine(pieces, to)) return undefined;
  const onlyValues = items.slice(from, to + 1).every((item) => item.kind === 'expression');
  return onlyValues && expectsValue(pieces, from) && !/^\{\{[-+]?\s*config\b/.test(items[from]?.text ?? '')
    ? undefined
    : to;
}

function endsLine(pieces: Pieces, index: number): boolean {
  return index + 1 >= pieces.items.length || gapBefore(pieces, index + 1).includes('\n');
}

const BEFORE_A_VALUE =
  /^(?:select|distinct|all|from|join|lateral|where|by|having|on|and|or|not|as|in|limit|offset|into|update|set|when|then|else|case|between|like|table|using|returning|[,(=<>+*/|-]+)$/i;

/** Whether a name or value must come here, so that an expression on a line of its own is one. */
function expectsValue(pieces: Pieces, index: number): boolean {
  let before = index - 1;
  while (isComment(pieces.items[before])) before -= 1;
  return BEFORE_A_VALUE.test(pieces.items[before]?.text ?? '');
}
