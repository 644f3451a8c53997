import type { Ranged } from './ast.js';
import { asTemplateError, ControlFlow, locate, TemplateError, type CallFrame, type ErrorNote } from './error.js';
import type { Frame, Runtime } from './runtime.js';

/** In which rendering an error got its place: one that comes from a rendering inside another gets that one's calls too. */
const renderings = new WeakMap<TemplateError, Runtime>();

/**
 * Gives any thrown thing a place and the macro calls that led there. Errors that have both stay as they are; a JavaScript
 * range error (stack or string too large) becomes a limit; foreign errors are wrapped with their cause.
 */
export function placed(thrown: unknown, frame: Frame, range: Ranged): Error {
  if (thrown instanceof ControlFlow) return thrown;
  const error = asTemplateError(thrown);
  if (error.offset >= 0 && renderings.get(error) === frame.runtime) return error;
  const result = error.offset >= 0 ? calledFrom(error, frame, range) : placedAt(error, frame, range);
  renderings.set(result, frame.runtime);
  return result;
}

function placedAt(error: TemplateError, { template, stack }: Frame, range: Ranged): TemplateError {
  return new TemplateError(error.code, error.message, {
    at: locate(template, range.start, range.end),
    also: shortened([...error.also, ...callNotes(stack)]),
    ...details(error),
  });
}

/** An error with a place of its own, of a template that a function read or rendered. */
function calledFrom(error: TemplateError, { template, stack }: Frame, { start, end }: Ranged): TemplateError {
  const { file, offset, length, line, column } = error;
  const here: ErrorNote = { note: 'called from', file: template.file, offset: start, length: end - start };
  return new TemplateError(error.code, error.message, {
    at: { file, offset, length, line, column },
    also: shortened([...error.also, here, ...callNotes(stack)]),
    ...details(error),
  });
}

function details({ hint, cause }: TemplateError): { readonly hint?: string; readonly cause?: unknown } {
  return { ...(hint === undefined ? {} : { hint }), ...(cause === undefined ? {} : { cause }) };
}

/** The calls under way, innermost first. */
function callNotes(stack: CallFrame | null): ErrorNote[] {
  const notes: ErrorNote[] = [];
  for (let call = stack; call !== null; call = call.parent) {
    notes.push({ note: `${calledName(call.name)}, called from`, ...placeOf(call) });
  }
  return notes;
}

function placeOf({ file, offset, length }: CallFrame): Omit<ErrorNote, 'note'> {
  return { file, offset, length };
}

function calledName(name: string): string {
  if (name === 'caller') return 'in the body of a call block';
  return name === 'loop' ? 'in a recursive loop' : `in macro '${name}'`;
}

/** More calls than this are told with a gap: where it happened, and how it began. */
const MAX_INNER = 12;
const MAX_OUTER = 6;

function shortened(notes: readonly ErrorNote[]): readonly ErrorNote[] {
  if (notes.length <= MAX_INNER + MAX_OUTER) return notes;
  return [...notes.slice(0, MAX_INNER), ...notes.slice(-MAX_OUTER)];
}
