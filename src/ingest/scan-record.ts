import { byte } from './bytes.js';

/** How records are told apart; later dialects change the delimiter here. */
export interface RecordShape {
  readonly delimiter: number;
  /** Fields of every record, as the header has them. */
  readonly fields: number;
  /** A quoted field that goes on for more lines or bytes than these is taken for one whose closing quote is missing. */
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** Where a record lies in the bytes; offsets from the start of the array. */
export interface ScannedRecord {
  readonly kind: 'record';
  /** After its last byte, before the line end. */
  readonly end: number;
  /** Where the next record begins. */
  readonly next: number;
  /** Physical lines that it covers. */
  readonly lines: number;
  readonly fields: number;
  /** What is wrong with its quotes; undefined where nothing is. */
  readonly broken?: string;
}

/** `more`: the bytes end before the record does. */
export type Scanned = ScannedRecord | { readonly kind: 'more' };

/**
 * Finds the end of the record that begins at `start`, by RFC 4180, strictly: a quoted field opens right after a delimiter
 * or at the start, its closing quote stands right before a delimiter or a line end, and a bare field holds no quote.
 *
 * Where that fails, only the first physical line is given up and reading goes on at the second, so that a quote which is
 * never closed costs one line and not the rest of the file. The same where the quotes do close some lines later but the
 * number of fields is wrong and every line between is a whole record by itself: then it was another stray quote that
 * closed them. A record of several lines whose number of fields is right is believed, whatever its lines look like.
 */
export function scanRecord(bytes: Uint8Array, start: number, end: number, atEnd: boolean, shape: RecordShape): Scanned {
  const found = scanStrict(bytes, start, end, atEnd, shape);
  if (found.kind === 'more') return found;
  if (found.broken === undefined && isBelieved(bytes, start, found, shape)) return found;
  // A fault on a later line means that the quote which leads there should not have.
  const message = found.lines === 1 ? found.broken : undefined;
  return firstLine(bytes, start, end, atEnd, message ?? 'a quoted field of this line is never closed');
}

function scanStrict(bytes: Uint8Array, start: number, end: number, atEnd: boolean, shape: RecordShape): Scanned {
  let lines = 1;
  let fields = 1;
  let at = start;
  for (;;) {
    if (at < end && bytes[at] === byte.quote) {
      const closed = closingQuote(bytes, at, end, atEnd, shape.maxLines - lines, start + shape.maxBytes);
      if (closed.kind === 'more') return closed;
      if (closed.kind === 'never') return broken(lines, `the quote that opens field ${fields} is never closed`);
      lines += closed.lines;
      at = closed.at + 1;
      const after = stop(bytes, at, end, atEnd, shape.delimiter);
      if (after === 'more') return { kind: 'more' };
      if (after === 'none') return broken(lines, `text follows the closing quote of field ${fields}`);
    } else {
      at = bareEnd(bytes, at, end, shape.delimiter);
      if (at < end && bytes[at] === byte.quote)
        return broken(lines, `a quote stands inside field ${fields}, which is not quoted`);
      if (at >= end && !atEnd) return { kind: 'more' };
    }
    if (at < end && bytes[at] === shape.delimiter) {
      fields += 1;
      at += 1;
      continue;
    }
    return { kind: 'record', ...lineEnd(bytes, start, at, end), lines, fields };
  }
}

/** A fault, found after `lines` lines; where the record ends is not known. */
function broken(lines: number, message: string): ScannedRecord {
  return { kind: 'record', end: 0, next: 0, lines, fields: 0, broken: message };
}

type Closed = { kind: 'closed'; at: number; lines: number } | { kind: 'never' } | { kind: 'more' };

/** The quote that closes the field opened at `open`, and the line ends inside; doubled quotes are text. */
function closingQuote(
  bytes: Uint8Array,
  open: number,
  end: number,
  atEnd: boolean,
  maxLines: number,
  maxAt: number,
): Closed {
  let lines = 0;
  for (let at = open + 1; at < end; at += 1) {
    const here = bytes[at];
    if (here === byte.lf) {
      lines += 1;
      if (lines > maxLines) return { kind: 'never' };
    } else if (here === byte.quote) {
      if (at + 1 >= end && !atEnd) return { kind: 'more' };
      if (at + 1 >= end || bytes[at + 1] !== byte.quote) return { kind: 'closed', at, lines };
      at += 1;
    }
  }
  return atEnd || end > maxAt ? { kind: 'never' } : { kind: 'more' };
}

/** Whether a field may stop at `at`: a delimiter, a line end, the end of the file. */
function stop(bytes: Uint8Array, at: number, end: number, atEnd: boolean, delimiter: number): 'stop' | 'none' | 'more' {
  if (at >= end) return atEnd ? 'stop' : 'more';
  if (bytes[at] === delimiter || bytes[at] === byte.lf) return 'stop';
  if (bytes[at] !== byte.cr) return 'none';
  if (at + 1 >= end) return atEnd ? 'stop' : 'more';
  return bytes[at + 1] === byte.lf ? 'stop' : 'none';
}

/** The first delimiter, line feed or quote from `at` on. */
function bareEnd(bytes: Uint8Array, from: number, end: number, delimiter: number): number {
  let at = from;
  while (at < end) {
    const here = bytes[at];
    if (here === delimiter || here === byte.lf || here === byte.quote) return at;
    at += 1;
  }
  return at;
}

/** Content end and next record for a record that stops at `at`: CR LF, LF, or the end of the file with or without a CR. */
function lineEnd(bytes: Uint8Array, start: number, at: number, end: number): { end: number; next: number } {
  if (at < end && bytes[at] === byte.cr) return { end: at, next: Math.min(end, at + 2) };
  const next = Math.min(end, at + 1);
  return at > start && bytes[at - 1] === byte.cr ? { end: at - 1, next } : { end: at, next };
}

function firstLine(bytes: Uint8Array, start: number, end: number, atEnd: boolean, message: string): Scanned {
  const lf = bytes.indexOf(byte.lf, start);
  const at = lf === -1 || lf >= end ? end : lf;
  if (at === end && !atEnd) return { kind: 'more' };
  return { kind: 'record', ...lineEnd(bytes, start, at, end), lines: 1, fields: 0, broken: message };
}

function isBelieved(bytes: Uint8Array, start: number, record: ScannedRecord, shape: RecordShape): boolean {
  return record.lines === 1 || record.fields === shape.fields || !swallowsRecords(bytes, start, record, shape);
}

/** With fewer fields than these a line of prose may pass for a record: better to keep it in the one that holds it. */
const tellingFields = 3;

/** Whether there are lines between the first and the last of the record, and each is a whole record by itself. */
function swallowsRecords(bytes: Uint8Array, start: number, record: ScannedRecord, shape: RecordShape): boolean {
  if (shape.fields < tellingFields || record.lines < 3) return false;
  const lastLine = bytes.lastIndexOf(byte.lf, record.end - 1) + 1;
  let at = bytes.indexOf(byte.lf, start) + 1;
  while (at < lastLine) {
    const line = scanStrict(bytes, at, lastLine, true, shape);
    if (line.kind === 'more' || line.broken !== undefined || line.lines > 1 || line.fields !== shape.fields)
      return false;
    at = line.next;
  }
  return true;
}
