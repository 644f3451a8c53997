import type { Place } from './source-file.js';

export type Severity = 'error' | 'warning' | 'info';

/**
 * One problem found anywhere, from a YAML typo to SQLSTATE 42703. Printed by `report` alone.
 * Codes are words: `graph/cycle`, `model/unknown-ref`, `sql/42703`.
 */
export interface Diagnostic {
  readonly code: `${string}/${string}`;
  readonly severity: Severity;
  /** What is wrong, in a sentence. */
  readonly message: string;
  readonly at?: Place;
  /** Other places that matter: `called from`, `first defined here`. */
  readonly also?: readonly { readonly note: string; readonly at?: Place }[];
  /** What to do about it. */
  readonly hint?: string;
}

/** The one shape of a stage: what it made, and what it has to say. A value beside errors is as complete as it could be made. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes an error; `more` adds place, hint or notes. */
export function problem(
  code: Diagnostic['code'],
  message: string,
  more: Partial<Pick<Diagnostic, 'at' | 'also' | 'hint' | 'severity'>> = {},
): Diagnostic {
  return { code, severity: 'error', message, ...more };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

/**
 * Carries diagnostics to the command line where a stage cannot go on (no server, no such file).
 * `exitCode` 1: a model, a test or a load failed; 2: project, usage or surroundings are wrong.
 */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 1 | 2;

  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    const list: readonly Diagnostic[] = 'code' in diagnostics ? [diagnostics] : diagnostics;
    super(list.map((each) => each.message).join('\n'), options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'DiagnosticError';
    this.diagnostics = list;
    this.exitCode = options.exitCode ?? 2;
  }
}

/** The value of a stage, or a throw with all its diagnostics when one of them is an error. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (hasErrors(outcome.diagnostics)) throw new DiagnosticError(outcome.diagnostics);
  return outcome.value;
}
