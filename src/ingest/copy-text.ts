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
  /** Byte -> what COPY wants behind a backslash instead of it; 0 where the byte stands for itself. */
  readonly #escapes = new Uint8Array(256);
  #out = Buffer.allocUnsafe(chunkBytes);
  #at = 0;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
    this.#separator = String.fromCharCode(delimiter);
    for (const each of [byte.backslash, delimiter]) this.#escapes[each] = each;
    this.#escapes[byte.lf] = byte.n;
    this.#escapes[byte.cr] = byte.r;
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
    for (const each of Buffer.from(text)) {
      const letter = this.#escapes[each] ?? 0;
      if (letter !== 0) this.#out[this.#at++] = byte.backslash;
      this.#out[this.#at++] = letter === 0 ? each : letter;
    }
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
    const marks = this.#at;
    this.#out.fill(byte.zero, marks, marks + count);
    this.#at += count;
    this.delimiters(gap);
    this.#at = this.#unquote(raw, marks, this.#at);
  }

  /** Writes the fields from `to` on and their marks from `mark` on; gives the place after the last. */
  #unquote(raw: Buffer, mark: number, to: number): number {
    const out = this.#out;
    const delimiter = this.#delimiter;
    const escapes = this.#escapes;
    let field = mark;
    let at = to;
    let quoted = false;
    for (let from = 0; from < raw.length; from += 1) {
      const here = raw[from] as number;
      if (here === byte.quote && !(quoted && raw[from + 1] === byte.quote)) {
        quoted = !quoted;
        out[field] = byte.one;
      } else if (here === delimiter && !quoted) {
        out[at++] = here;
        field += 1;
      } else {
        const letter = escapes[here] as number;
        if (letter !== 0) out[at++] = byte.backslash;
        out[at++] = letter === 0 ? here : letter;
        if (here === byte.quote) from += 1;
      }
    }
    return at;
  }

  #ascii(text: string): void {
    this.#at += this.#out.write(text, this.#at, 'latin1');
  }
}
