import type { CallFrame, SourcePlace } from './error.js';

/**
 * A stretch of rendered text and where it comes from. `literal` text maps character by character to the source;
 * otherwise all of it comes from the expression at the source range. Offsets count UTF-16 units, ends are exclusive.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly literal: boolean;
  /** The macro calls that led there, innermost first; null for the template itself. */
  readonly via: CallFrame | null;
}

/** Rendered text with the spans that cover it, in order. */
export interface Rendered {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Where the character at an offset of rendered text comes from; undefined outside the text. */
export function sourceOf(
  rendered: Rendered,
  offset: number,
): (SourcePlace & { readonly via: CallFrame | null }) | undefined {
  const span = spanAt(rendered.spans, offset);
  if (span === undefined) return undefined;
  const { file, via } = span;
  if (!span.literal) return { file, offset: span.sourceStart, length: span.sourceEnd - span.sourceStart, via };
  return { file, offset: span.sourceStart + (offset - span.start), length: 1, via };
}

/** The span that covers an offset. */
function spanAt(spans: readonly Span[], offset: number): Span | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined || offset < span.start) high = middle - 1;
    else if (offset >= span.end) low = middle + 1;
    else return span;
  }
  return undefined;
}
