import { countOutput, type Frame } from './runtime.js';
import type { Rendered, Span } from './spans.js';

/** Collects output and where it comes from. */
export class Writer {
  readonly #parts: string[] = [];
  readonly #spans: Span[] = [];
  #length = 0;

  /** Text of the template itself, at `start` of its source. */
  literal(text: string, start: number, frame: Frame): void {
    this.#push(text, start, start + text.length, true, frame);
  }

  /** What an expression gave. */
  value(text: string, range: { readonly start: number; readonly end: number }, frame: Frame): void {
    this.#push(text, range.start, range.end, false, frame);
  }

  /** Text that was rendered apart, with its own spans. */
  rendered(inner: Rendered, frame: Frame): void {
    countOutput(frame.runtime, inner.text.length);
    const offset = this.#length;
    for (const span of inner.spans) {
      this.#spans.push({ ...span, start: span.start + offset, end: span.end + offset });
    }
    this.#parts.push(inner.text);
    this.#length += inner.text.length;
  }

  /** What was collected. */
  finish(): Rendered {
    return { text: this.#parts.join(''), spans: this.#spans };
  }

  #push(text: string, sourceStart: number, sourceEnd: number, literal: boolean, frame: Frame): void {
    if (text === '') return;
    countOutput(frame.runtime, text.length);
    const start = this.#length;
    this.#length += text.length;
    const { file } = frame.template;
    this.#parts.push(text);
    this.#spans.push({ start, end: this.#length, file, sourceStart, sourceEnd, literal, via: frame.stack });
  }
}
