import type { Pieces } from './item.js';
import { gapBefore, isComment, isTemplate } from './item.js';

/** How statements begin that the formatter sets well. It tears others (grant, merge, create function) apart. */
const SET_WELL =
  /^(?:with|select|values|insert|update|delete|comment|drop|alter table|truncate|set|\(|create (?:or replace |temp |temporary |unlogged |unique |materialized |if not exists )*(?:table|view|index|schema|extension|sequence)) /;

/** First item -> last item of each statement that is kept as written; only statements on lines of their own are. */
export function statementsToKeep(pieces: Pieces): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  for (const [from, to] of statements(pieces)) {
    const first = firstOfCode(pieces, from, to);
    if (first === undefined || SET_WELL.test(`${opening(pieces, first, to)} `)) continue;
    const startsLine = first === 0 || gapBefore(pieces, first).includes('\n');
    const endsLine = to === pieces.items.length - 1 || gapBefore(pieces, to + 1).includes('\n');
    if (startsLine && endsLine && isSql(pieces, first)) kept.set(first, to);
  }
  return kept;
}

/** The statements as first and last item, the semicolon with them. */
function statements(pieces: Pieces): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  let from = 0;
  pieces.items.forEach((item, index) => {
    const last = index === pieces.items.length - 1;
    if (item.text !== ';' && !last) return;
    found.push([from, index]);
    from = index + 1;
  });
  return found;
}

function firstOfCode(pieces: Pieces, from: number, to: number): number | undefined {
  for (let index = from; index <= to; index += 1) {
    const item = pieces.items[index];
    if (item && !isComment(item) && !isTemplate(item)) return index;
  }
  return undefined;
}

/** A fragment that does not begin with a word is no statement to judge. */
function isSql(pieces: Pieces, first: number): boolean {
  return pieces.items[first]?.kind === 'word';
}

function opening(pieces: Pieces, from: number, to: number): string {
  const words = pieces.items.slice(from, Math.min(to + 1, from + 7)).filter((item) => !isComment(item));
  return words.map((item) => item.text.toLowerCase()).join(' ');
}
