import type { Place, SourceFile } from './source-file.js';
import { placeAt } from './source-file.js';

/** A range of a statement's SQL and the range of the project's text that it came from. Offsets count UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly sourceStart: number;
  readonly sourceEnd: number;
  /** True where the text was taken over character by character; false where an expression produced it. */
  readonly literal: boolean;
}

/** SQL as it will be sent, and where each part of it came from, so that PostgreSQL's error position becomes file:line:column. */
export interface Statement {
  readonly sql: string;
  readonly spans: readonly Span[];
}

/** A statement that the engine wrote by itself. */
export function plainStatement(sql: string): Statement {
  return { sql, spans: [] };
}

/** Puts the engine's text round a statement that came from the project; its spans move along. */
export function wrapStatement(before: string, inner: Statement, after: string): Statement {
  const shift = before.length;
  return {
    sql: before + inner.sql + after,
    spans: inner.spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift })),
  };
}

/**
 * The place in the project that a position in the sent SQL stands for.
 * `position` is PostgreSQL's: it counts characters (code points) from 1. Undefined where no span covers it.
 */
export function placeOfPosition(
  statement: Statement,
  position: number,
  fileOf: (path: string) => SourceFile | undefined,
): Place | undefined {
  const offset = utf16Offset(statement.sql, position - 1);
  const covering = statement.spans.find((each) => each.start <= offset && offset < each.end);
  const span = covering ?? statement.spans.findLast((each) => each.end <= offset);
  const file = span && fileOf(span.file);
  if (!span || !file) return undefined;
  // Past the end of what the project wrote (`syntax error at end of input`): the last character that is no blank.
  if (!covering) return placeAt(file, file.text.slice(0, span.sourceEnd).trimEnd().length - 1, 1);
  if (!span.literal) return placeAt(file, span.sourceStart, span.sourceEnd - span.sourceStart);
  return placeAt(file, span.sourceStart + (offset - span.start), wordLength(statement.sql, offset));
}

function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let seen = 0; seen < codePoints && offset < text.length; seen += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

function wordLength(sql: string, offset: number): number {
  return /^(?:"[^"\n]*"|[\p{L}_][\p{L}\p{N}_$]*)/u.exec(sql.slice(offset, offset + 80))?.[0].length ?? 1;
}
