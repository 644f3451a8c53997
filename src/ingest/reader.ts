import { isUtf8 } from 'node:buffer';
import type { Digest } from './bytes.js';
import { byte, digestBytes } from './bytes.js';
import { CopyText } from './copy-text.js';
import type { Marks, PlainRecord } from './plain-record.js';
import { marksFor, scanPlain } from './plain-record.js';
import type { Reason } from './reason.js';
import type { RecordShape, ScannedRecord } from './scan-record.js';
import { scanRecord } from './scan-record.js';
import type { ReadBytes } from './window.js';
import { recordTooLong, usualCapacity, Window } from './window.js';

/** Limits that keep memory constant and a missing closing quote from costing more than its line. */
export const readerLimits = { maxLines: 1000, maxBytes: 16 << 20 } as const;

export interface ReaderOptions {
  readonly shape: RecordShape;
  /** Where the first record begins: offset in the file from 0, physical line from 1. */
  readonly offset: number;
  readonly line: number;
  /** The file's name, for messages. */
  readonly file: string;
  /** Bytes to read ahead; more are taken when a record needs them. */
  readonly capacity?: number;
}

/** Counted while reading. Empty lines are no records. */
export interface Tally {
  records: number;
  rejected: number;
}

/** The columns of the landing table before those of the file, in the order in which the reader writes them. */
export const landingColumns = ['_line_no', '_byte_offset', '_hash', '_quoted', '_reasons', '_detail', '_raw'] as const;

/**
 * Turns the records of a CSV file into lines of COPY's text format (delimiter as in the file, NULL ''), each led by
 * `landingColumns`. Records that cannot be taken apart become lines too, with their reasons, their bytes, and all fields
 * NULL. Memory stays constant. Errors: `ingest/record-too-long`, and whatever `read` throws.
 */
export async function* copyRows(read: ReadBytes, options: ReaderOptions, tally: Tally): AsyncGenerator<Buffer> {
  const { offset, shape, capacity = usualCapacity } = options;
  const window = new Window(read, { offset, limit: shape.maxBytes, capacity });
  const reader = new Reader(window, options, tally);
  while (!window.atEnd) {
    await window.fill(() => reader.describe());
    while (reader.run() === 'full') yield reader.out.take();
  }
  if (!reader.out.isEmpty) yield reader.out.take();
}

/** One pass over one file. */
class Reader {
  readonly out: CopyText;
  line: number;
  readonly #window: Window;
  readonly #shape: RecordShape;
  readonly #marks: Marks;
  readonly #tally: Tally;
  readonly #file: string;
  readonly #plain: PlainRecord = { end: 0, next: 0, fields: 0, hash: 0, union: 0 };

  constructor(window: Window, options: ReaderOptions, tally: Tally) {
    this.out = new CopyText(options.shape.delimiter);
    this.line = options.line;
    this.#window = window;
    this.#shape = options.shape;
    this.#marks = marksFor(options.shape.delimiter);
    this.#tally = tally;
    this.#file = options.file;
  }

  /** Where it is, for messages. */
  describe(): string {
    return `${this.#file}, line ${this.line}`;
  }

  /** Goes on until the bytes are used up (`more`) or the next record does not fit into the output (`full`). */
  run(): 'more' | 'full' {
    const window = this.#window;
    while (window.start < window.bytes.length) {
      const scanned = scanPlain(window.bytes, window.start, window.atEnd, this.#marks, this.#plain);
      const done = scanned === 'record' ? this.#plainRecord() : scanned === 'more' ? 'more' : this.#specialRecord();
      if (done !== 'done') return done;
    }
    return 'more';
  }

  #plainRecord(): 'done' | 'full' {
    const { end, next, fields, hash, union } = this.#plain;
    const { bytes, start } = this.#window;
    if (end > start) {
      this.#limit(end);
      if (fields !== this.#shape.fields || (union > 0x7f && !isUtf8(bytes.subarray(start, end)))) {
        return this.#reject({ kind: 'record', end, next, lines: 1, fields }, hash);
      }
      if (!this.out.hasRoom(end - start + prefixBytes)) return 'full';
      this.#lead(hash);
      this.out.delimiters(4);
      this.out.verbatim(bytes, start, end);
      this.out.endLine();
      this.#tally.records += 1;
    }
    this.line += 1;
    this.#window.start = next;
    return 'done';
  }

  #specialRecord(): 'done' | 'full' | 'more' {
    const { bytes, start, atEnd } = this.#window;
    const record = scanRecord(bytes, start, bytes.length, atEnd, this.#shape);
    if (record.kind === 'more') return 'more';
    this.#limit(record.end);
    const raw = bytes.subarray(start, record.end);
    const digest = digestBytes(raw);
    if (!isSound(raw, record, digest, this.#shape)) return this.#reject(record, digest.hash);
    if (!this.out.hasRoom(2 * raw.length + this.#shape.fields + prefixBytes)) return 'full';
    this.#lead(digest.hash);
    this.out.fields(raw, this.#shape.fields, 4);
    this.out.endLine();
    this.#advance(record);
    return 'done';
  }

  #reject(record: ScannedRecord, hash: number): 'done' | 'full' {
    const raw = this.#window.bytes.subarray(this.#window.start, record.end);
    const problems = problemsOf(raw, record, this.#shape);
    if (!this.out.hasRoom(2 * raw.length + this.#shape.fields + prefixBytes)) return 'full';
    this.#lead(hash);
    this.out.delimiters(1);
    const reasons = problems.map(([reason]) => reason).sort();
    this.out.text(`{${reasons.join(',')}}`);
    this.out.delimiters(1);
    this.out.text(problems.map(([, detail]) => detail).join('; '));
    this.out.delimiters(1);
    this.out.binary(raw);
    this.out.delimiters(this.#shape.fields);
    this.out.endLine();
    this.#tally.rejected += 1;
    this.#advance(record);
    return 'done';
  }

  #limit(end: number): void {
    if (end - this.#window.start > this.#shape.maxBytes) throw recordTooLong(this.describe(), this.#shape.maxBytes);
  }

  #lead(hash: number): void {
    this.out.numbers(this.line, this.#window.offset, hash);
  }

  #advance(record: ScannedRecord): void {
    this.#tally.records += 1;
    this.line += record.lines;
    this.#window.start = record.next;
  }
}

/** More than the numbers, reasons and details before a record can take. */
const prefixBytes = 1024;

/** Whether `problemsOf` finds nothing. */
function isSound(raw: Buffer, record: ScannedRecord, digest: Digest, shape: RecordShape): boolean {
  if (record.broken !== undefined || record.fields !== shape.fields || digest.hasNul) return false;
  return digest.union <= 0x7f || isUtf8(raw);
}

/** Every reason why the record cannot be taken apart, with what a person should know. */
function problemsOf(raw: Buffer, record: ScannedRecord, shape: RecordShape): (readonly [Reason, string])[] {
  const found: (readonly [Reason, string])[] = [];
  if (record.broken !== undefined) found.push(['broken_quote', record.broken]);
  else if (record.fields !== shape.fields) {
    const fields = record.fields === 1 ? '1 field' : `${record.fields} fields`;
    found.push(['wrong_field_count', `it has ${fields}, the header has ${shape.fields}`]);
  }
  const nul = raw.indexOf(byte.nul);
  if (nul !== -1) found.push(['nul_byte', `byte ${nul + 1} of it is NUL`]);
  if (!isUtf8(raw)) found.push(['not_utf8', 'it holds bytes that are not UTF-8']);
  return found;
}
