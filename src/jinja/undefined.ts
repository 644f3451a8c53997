import { TemplateError } from './error.js';
import type { Undefined, UndefinedMode, Value } from './values.js';

/** Makes an undefined value. */
export function undefinedValue(mode: UndefinedMode, message: string, hint?: () => string | undefined): Undefined {
  return hint === undefined ? { kind: 'undefined', mode, message } : { kind: 'undefined', mode, message, hint };
}

/** Whether the value is undefined. */
export function isUndefined(value: Value): value is Undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'undefined';
}

/** The error of using an undefined value. */
export function undefinedError(value: Undefined): TemplateError {
  const hint = value.hint?.();
  return new TemplateError('template/undefined', value.message, hint === undefined ? {} : { hint });
}

/** Throws where the value is undefined and strict; where it is undefined and `always`, in any mode. */
export function requireDefined(value: Value, always = false): void {
  if (isUndefined(value) && (always || value.mode === 'strict')) throw undefinedError(value);
}
