import { byte, fnv } from './bytes.js';

/** What the quick scan found out about a record without anything special in it. */
export interface PlainRecord {
  end: number;
  next: number;
  fields: number;
  hash: number;
  /** All bytes or-ed together: 0x80 is set where some byte is not ASCII. */
  union: number;
}

/** Bytes that the quick scan looks at; all others are 0. */
const mark = { delimiter: 1, lf: 2, cr: 3, special: 4 } as const;

export type Marks = Uint8Array;

export function marksFor(delimiter: number): Marks {
  const marks = new Uint8Array(256);
  for (const special of [byte.quote, byte.backslash, byte.nul]) marks[special] = mark.special;
  marks[byte.cr] = mark.cr;
  marks[byte.lf] = mark.lf;
  marks[delimiter] = mark.delimiter;
  return marks;
}

/**
 * One look at each byte of a record that holds no quote, backslash, NUL or lone carriage return: nearly all of them.
 * Gives `special` where it does hold one and `more` where the bytes end before the record does; writes what it found
 * into `found`, so that nothing is allocated for a record.
 */
export function scanPlain(
  bytes: Uint8Array,
  start: number,
  atEnd: boolean,
  marks: Marks,
  found: PlainRecord,
): 'record' | 'special' | 'more' {
  const end = bytes.length;
  let hash: number = fnv.start;
  let union = 0;
  let fields = 1;
  let at = start;
  for (; at < end; at += 1) {
    const here = bytes[at] as number;
    const kind = marks[here] as number;
    if (kind > mark.delimiter) break;
    fields += kind;
    union |= here;
    hash = Math.imul(hash ^ here, fnv.prime);
  }
  const next = afterLineEnd(bytes, at, atEnd);
  if (typeof next === 'string') return next;
  found.end = at;
  found.next = next;
  found.fields = fields;
  found.hash = hash;
  found.union = union;
  return 'record';
}

function afterLineEnd(bytes: Uint8Array, at: number, atEnd: boolean): number | 'special' | 'more' {
  if (at >= bytes.length) return atEnd ? at : 'more';
  if (bytes[at] === byte.lf) return at + 1;
  if (bytes[at] !== byte.cr) return 'special';
  if (at + 1 >= bytes.length) return atEnd ? at + 1 : 'more';
  return bytes[at + 1] === byte.lf ? at + 2 : 'special';
}
