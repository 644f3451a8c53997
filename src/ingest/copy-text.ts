import { byte } from './bytes.js';

const chunkBytes = 1 << 18;

/**
 * Writes lines of COPY's text format with the delimiter of the file and the empty text as NULL: a record without quotes,
 * backslashes and stray carriage returns is then a line of COPY as it stands. Everything else is escaped here, so that
 * nothing in a file can mean anything to COPY.
 */
export class CopyText {
  readonly #delimiter: number;
  readonly #separator: string;
  #out = Buffer.allocUnsafe(chunkBytes);
  #at = 0;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
    this.#separator = String.fromCharCode(delimiter);
  }

  get isEmpty(): boolean {
    return this.#at === 0;
  }

  /** Whether `bytes` more fit; when not, `take` first. An empty writer makes itself large enough. */
  hasRoom(bytes: number): boolean {
    if (this.#at + bytes <= this.#out.length) return true;
    if (this.#at > 0) return false;
    this.#out = Buffer.allocUnsafe(bytes);
    return true;
  }

  /** What was written so far; the writer goes on in fresh memory. */
  take(): Buffer {
    const taken = this.#out.subarray(0, this.#at);
    this.#out = Buffer.allocUnsafe(chunkBytes);
    this.#at = 0;
    return taken;
  }

  /** Whole numbers, a delimiter after each. */
  numbers(...values: readonly number[]): void {
    let text = '';
    for (const value of values) text += String(value) + this.#separator;
    this.#ascii(text);
  }

  delimiters(count: number): void {
    for (let left = count; left > 0; left -= 1) this.#out[this.#at++] = this.#delimiter;
  }

  endLine(): void {
    this.#out[this.#at++] = byte.lf;
  }

  /** Bytes that mean to COPY what they mean in the file. */
  verbatim(bytes: Buffer, start: number, end: number): void {
    this.#at += bytes.copy(this.#out, this.#at, start, end);
  }

  /** A text of the engine's own, escaped. */
  text(text: string): void {
    for (const each of Buffer.from(text)) this.#at = this.#escape(each, this.#at);
  }

  /** A bytea value in hexadecimal. */
  binary(bytes: Buffer): void {
    this.#ascii('\\\\x');
    this.#ascii(bytes.toString('hex'));
  }

  /**
   * The fields of a sound record, unquoted and escaped, with delimiters between them. Before them, as a value of its own
   * and followed by `gap` delimiters, a digit for each field: 1 where the file has it in quotes, else 0.
   */
  fields(raw: Buffer, count: number, gap: number): void {
    const out = this.#out;
    const marks = this.#at;
    out.fill(digit.zero, marks, marks + count);
    out.fill(this.#delimiter, marks + count, marks + count + gap);
    let at = marks + count + gap;
    let field = marks;
    let quoted = false;
    for (let from = 0; from < raw.length; from += 1) {
      const here = raw[from] as number;
      if (here === byte.quote) {
        if (quoted && raw[from + 1] === byte.quote) {
          out[at++] = here;
          from += 1;
        } else {
          quoted = !quoted;
          out[field] = digit.one;
        }
      } else if (here === this.#delimiter && !quoted) {
        out[at++] = here;
        field += 1;
      } else at = this.#escape(here, at);
    }
    this.#at = at;
  }

  /** Writes one byte of a value at `at` and gives the place after it. */
  #escape(value: number, at: number): number {
    const letter = value === byte.lf ? byte.n : value === byte.cr ? byte.r : value;
    if (letter === value && value !== byte.backslash && value !== this.#delimiter) {
      this.#out[at] = value;
      return at + 1;
    }
    this.#out[at] = byte.backslash;
    this.#out[at + 1] = letter;
    return at + 2;
  }

  #ascii(text: string): void {
    this.#at += this.#out.write(text, this.#at, 'latin1');
  }
}

const digit = { zero: 0x30, one: 0x31 } as const;
