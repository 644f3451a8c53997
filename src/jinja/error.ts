/** A stretch of a template's source. Offset and length count UTF-16 units. */
export interface SourcePlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** One macro call that is under way: what was called, from where, and the call around it. */
export interface CallFrame extends SourcePlace {
  /** The macro's name, `caller` for the body of a call block. */
  readonly name: string;
  readonly parent: CallFrame | null;
}

/** What a TemplateError says besides its message. */
export interface TemplateErrorDetails {
  readonly at?: SourcePlace & { readonly line: number; readonly column: number };
  readonly also?: readonly ErrorNote[];
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A further place that matters for an error: the calls that led there, outermost last. */
export interface ErrorNote extends SourcePlace {
  readonly note: string;
}

/** The codes of the language itself; a host may throw errors with codes of its own. */
export type TemplateErrorCode =
  | 'template/syntax'
  | 'template/undefined'
  | 'template/type'
  | 'template/value'
  | 'template/limit'
  | 'template/unknown-filter'
  | 'template/unknown-test'
  | 'template/async'
  | 'template/host';

/**
 * Anything wrong with a template, while parsing or rendering. A host function may throw one without a place:
 * the place of the call is then filled in. `offset` is -1 and `file` empty as long as there is no place.
 */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code: `${string}/${string}`;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  /** Counted from 1; 0 without a place. */
  readonly line: number;
  /** Counted from 1 in UTF-16 units; 0 without a place. */
  readonly column: number;
  readonly also: readonly ErrorNote[];
  readonly hint: string | undefined;

  constructor(code: `${string}/${string}`, message: string, details: TemplateErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.file = details.at?.file ?? '';
    this.offset = details.at?.offset ?? -1;
    this.length = details.at?.length ?? 0;
    this.line = details.at?.line ?? 0;
    this.column = details.at?.column ?? 0;
    this.also = details.also ?? [];
    this.hint = details.hint;
  }
}

/** A text with its name, as far as errors need it. */
export interface TemplateSource {
  readonly file: string;
  readonly source: string;
}

/** Thrown to leave several levels of evaluation at once; no error, and never seen by a host. */
export class ControlFlow extends Error {}

/** Adds line and column to an offset. */
export function locate(at: TemplateSource, start: number, end: number): NonNullable<TemplateErrorDetails['at']> {
  const offset = Math.max(0, Math.min(start, at.source.length));
  let line = 1;
  let lineStart = 0;
  for (let next = at.source.indexOf('\n'); next !== -1 && next < offset; next = at.source.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return { file: at.file, offset, length: Math.max(0, end - start), line, column: offset - lineStart + 1 };
}

/** An error at a place of a template. */
export function errorAt(
  code: TemplateErrorCode,
  message: string,
  at: TemplateSource,
  range: { readonly start: number; readonly end: number },
  hint?: string,
): TemplateError {
  return new TemplateError(code, message, {
    at: locate(at, range.start, range.end),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Turns whatever was thrown into a TemplateError, without a place where it had none. */
export function asTemplateError(thrown: unknown): TemplateError {
  if (thrown instanceof TemplateError) return thrown;
  if (thrown instanceof RangeError) {
    if (thrown.message.includes('call stack')) {
      const hint = 'look for a macro that calls itself without an end';
      return limitError('the template is nested or recurses too deeply', hint);
    }
    if (TOO_LARGE.some((words) => thrown.message.includes(words))) {
      return limitError('the template builds a value that is too large');
    }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new TemplateError('template/host', message, { cause: thrown });
}

/** How JavaScript engines say that a string, array or integer became too large. */
const TOO_LARGE = ['Invalid string length', 'Invalid array length', 'Maximum BigInt size', 'Invalid count value'];

/** The error for a value of a wrong type; without a place yet. */
export function typeError(message: string, hint?: string): TemplateError {
  return new TemplateError('template/type', message, hint === undefined ? {} : { hint });
}

/** The error for a value that is of the right type but cannot be used; without a place yet. */
export function valueError(message: string, hint?: string): TemplateError {
  return new TemplateError('template/value', message, hint === undefined ? {} : { hint });
}

/** The error for something too large, too long or too deep; without a place yet. */
export function limitError(message: string, hint?: string): TemplateError {
  return new TemplateError('template/limit', message, hint === undefined ? {} : { hint });
}

/** A list or text longer than this is refused. */
const MAX_LENGTH = 10_000_000;

/** Throws `template/limit` where a list or text would be longer than is allowed. */
export function limitLength(length: number): void {
  if (length > MAX_LENGTH) throw limitError(`a list or text longer than ${MAX_LENGTH} is not allowed`);
}
