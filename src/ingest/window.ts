import { DiagnosticError, problem } from '../core/diagnostic.js';

/** Fills `into` from its start as far as it can; 0 at the end of the file. */
export type ReadBytes = (into: Uint8Array) => Promise<number>;

/** Bytes read ahead at first. */
export const usualCapacity = 1 << 20;

/**
 * The part of a file that is in memory: what is read and not yet taken. Grows only for a record that does not fit, up to
 * the limit; then the file is refused (`ingest/record-too-long`).
 */
export class Window {
  /** Exactly the bytes that are there. */
  bytes: Buffer;
  /** The next byte to take. */
  start = 0;
  /** No more bytes come after these. */
  atEnd = false;
  readonly #read: ReadBytes;
  readonly #limit: number;
  #memory: Buffer;
  #before: number;

  /** `offset` is that of the first byte that `read` will give, `limit` the most bytes one record may have. */
  constructor(read: ReadBytes, options: { offset: number; limit: number; capacity: number }) {
    this.#read = read;
    this.#limit = options.limit;
    this.#before = options.offset;
    this.#memory = Buffer.allocUnsafeSlow(options.capacity);
    this.bytes = this.#memory.subarray(0, 0);
  }

  /** Offset in the file of the next byte to take. */
  get offset(): number {
    return this.#before + this.start;
  }

  /** Drops what was taken and reads on, at least doubling what is there, until memory is full or the file ends. */
  async fill(describe: () => string): Promise<void> {
    const rest = this.bytes.length - this.start;
    if (rest > this.#limit) throw recordTooLong(describe(), this.#limit);
    this.#before += this.start;
    if (rest * 2 > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(this.#memory.length * 2);
      this.bytes.copy(larger, 0, this.start);
      this.#memory = larger;
    } else {
      this.#memory.copyWithin(0, this.start, this.bytes.length);
    }
    this.start = 0;
    await this.#readUntilFull(rest);
  }

  async #readUntilFull(from: number): Promise<void> {
    let length = from;
    while (length < this.#memory.length) {
      const count = await this.#read(this.#memory.subarray(length));
      if (count === 0) {
        this.atEnd = true;
        break;
      }
      length += count;
    }
    this.bytes = this.#memory.subarray(0, length);
  }
}

/** The refusal of a file with a record of more than `limit` bytes; `where` is file and line. */
export function recordTooLong(where: string, limit: number): DiagnosticError {
  return new DiagnosticError(
    problem('ingest/record-too-long', `${where}: the record has more than ${limit} bytes.`, {
      hint: 'Is this a CSV file with line ends? Split the record, or take the field out of the file.',
    }),
  );
}
