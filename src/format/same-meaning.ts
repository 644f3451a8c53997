import type { Item, Pieces, TemplatePart } from './item.js';
import { CannotFormat, gapBefore, isComment, isTemplate } from './item.js';
import type { ParsedSql, SqlParser } from './sql-parser.js';
import type { Reading, Variant } from './variants.js';
import { isReadable, isTrimmed, variantCount, variantOf } from './variants.js';

/** A text taken apart, with the template parts in it. */
export interface Source extends Pieces {
  readonly parts: readonly TemplatePart[];
}

/** What PostgreSQL makes of a source: for each way through its branches how expressions were read, and what came out. */
export interface Meaning {
  readonly variants: readonly {
    readonly choice: number;
    readonly readings: ReadonlyMap<number, Reading>;
    readonly fingerprint: string;
  }[];
}

/** Throws CannotFormat where no way through the branches is SQL that PostgreSQL can read: nothing could be proved. */
export function meaningOf(source: Source, parser: SqlParser): Meaning {
  const choices = Array.from({ length: variantCount(source) }, (_, choice) => choice);
  const tried = choices.map((choice) => ({ choice, ...readingsThatParse(source, choice, parser) }));
  const variants = tried.flatMap(({ choice, readings, parsed }) =>
    parsed.kind === 'parsed' ? [{ choice, readings, fingerprint: parsed.fingerprint }] : [],
  );
  const first = tried[0];
  if (variants.length === 0 && first?.parsed.kind === 'wrong') {
    throw new CannotFormat(`PostgreSQL cannot read this: ${first.parsed.message}`, originOf(source, first));
  }
  return { variants };
}

/** Why the formatted text would not mean the same; undefined where it does. */
export function difference(before: Source, meaning: Meaning, after: Source, parser: SqlParser): string | undefined {
  if (!sameSequence(code(before), code(after))) return 'it would change the order or the text of what is written';
  if (!sameSequence(comments(before), comments(after))) return 'a comment would be lost or moved';
  if (!sameTouching(before, after)) return 'white space next to a template expression would change';
  for (const { choice, readings, fingerprint } of meaning.variants) {
    const parsed = parser.fingerprint(
      variantOf(after, after.parts, choice, afterReadings(before, after, readings)).sql,
    );
    if (parsed.kind === 'wrong' || parsed.fingerprint !== fingerprint) return 'PostgreSQL would read another statement';
  }
  return undefined;
}

/** Whether a line that ended with a template part goes on behind it. */
export function joinsLines(before: Source, after: Source): boolean {
  const [a, b] = [withoutComments(before), withoutComments(after)];
  return a.some(({ item, lineEnds }, at) => isTemplate(item) && lineEnds && b[at]?.lineEnds === false);
}

const NEXT: { readonly [reading in Reading]: Reading | undefined } = {
  name: 'nothing',
  nothing: 'query',
  query: 'operator',
  operator: 'comma',
  comma: undefined,
  list: undefined,
  itself: undefined,
};

/** A parameter stands for a value, for a list after `in`, or was no parameter: the end of a slice, `a[1 :b]`. */
const NEXT_OF_PARAMETER: { readonly [reading in Reading]?: Reading } = { name: 'list', list: 'itself' };

/** Reads every expression as a name; where PostgreSQL stumbles the nearest one before is read in another way. */
function readingsThatParse(
  source: Source,
  choice: number,
  parser: SqlParser,
): { readonly readings: ReadonlyMap<number, Reading>; readonly parsed: ParsedSql; readonly variant: Variant } {
  const readings = new Map<number, Reading>();
  for (let tries = 0; ; tries += 1) {
    const variant = variantOf(source, source.parts, choice, readings);
    const parsed = parser.fingerprint(variant.sql);
    if (parsed.kind === 'parsed' || tries > 60) return { readings, parsed, variant };
    const culprit = variant.places.findLast(({ item, at }) => at <= parsed.offset && isReadable(source.items[item]));
    const next = culprit ? nextReading(source.items[culprit.item], readings.get(culprit.item)) : undefined;
    if (!culprit || next === undefined) return { readings, parsed, variant };
    readings.set(culprit.item, next);
  }
}

function nextReading(item: Item | undefined, reading: Reading = 'name'): Reading | undefined {
  return item?.kind === 'param' ? NEXT_OF_PARAMETER[reading] : NEXT[reading];
}

/** Where in the source a parser's complaint points. */
function originOf(
  source: Source,
  { variant, parsed }: { readonly variant: Variant; readonly parsed: ParsedSql },
): number {
  const offset = parsed.kind === 'wrong' ? parsed.offset : 0;
  const place = variant.places.findLast(({ at }) => at <= offset);
  const item = place ? source.items[place.item] : undefined;
  return place && item ? item.start + Math.min(offset - place.at, item.text.length) : 0;
}

/** The same expressions in the formatted text, where a comment may stand on the other side of a comma. */
function afterReadings(
  before: Source,
  after: Source,
  readings: ReadonlyMap<number, Reading>,
): ReadonlyMap<number, Reading> {
  const to = after.items.flatMap((item, index) => (isComment(item) ? [] : [index]));
  const from = before.items.flatMap((item, index) => (isComment(item) ? [] : [index]));
  const all = from.map((index, at) => [to[at] ?? -1, readings.get(index) ?? 'name'] as const);
  return new Map(all);
}

function code({ items }: Source): readonly string[] {
  return items.filter((item) => !isComment(item)).map(spelling);
}

function comments({ items }: Source): readonly string[] {
  return items.filter((item) => isComment(item) || isTemplate(item)).map((item) => item.text.trimEnd());
}

function spelling(item: Item): string {
  return item.kind === 'word' ? item.text.toLowerCase() : item.text;
}

function sameSequence(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

interface Neighbour {
  readonly item: Item;
  /** Whether white space or a comment parts it from what stands before. */
  readonly parted: boolean;
  readonly trimmed: boolean;
  readonly lineEnds: boolean;
}

function withoutComments(source: Source): readonly Neighbour[] {
  return source.items.flatMap((item, index) => {
    if (isComment(item)) return [];
    const parted = gapBefore(source, index) !== '' || isComment(source.items[index - 1]);
    const next = source.items[index + 1];
    const lineEnds = next === undefined || next.kind === 'line-comment' || gapBefore(source, index + 1).includes('\n');
    return [{ item, parted, trimmed: isTrimmed(source.items, index), lineEnds }];
  });
}

/** Nobody knows what an expression prints: what touches it must go on touching it, and nothing else may begin to. */
function sameTouching(before: Source, after: Source): boolean {
  const [a, b] = [withoutComments(before), withoutComments(after)];
  return a.every((each, index) => {
    const previous = a[index - 1]?.item;
    const matters = previous !== undefined && (isTemplate(each.item) || isTemplate(previous));
    if (!matters || each.trimmed || isSafe(each.item) || isSafe(previous)) return true;
    return each.parted === b[index]?.parted;
  });
}

/** Signs that never grow together with a neighbour. */
function isSafe(item: Item): boolean {
  return /^[,;()[\]]$/.test(item.text);
}
