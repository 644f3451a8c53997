import { limitError, type CallFrame, type TemplateSource } from './error.js';
import type { Rendered } from './spans.js';
import type { Budget } from './comparison.js';
import { iterate } from './iteration.js';
import type { HostFunction, Kwargs, UndefinedMode, Value } from './values.js';

/** What a rendering may use up before it fails with `template/limit`. */
export interface Limits {
  /** Characters of output, captured text included. */
  readonly outputLength: number;
  /** Rounds of all loops together. */
  readonly iterations: number;
  /** Macro calls and recursive loops within each other. */
  readonly depth: number;
  /** Characters and items of the values that expressions build (an item counts as 8 characters), and a quarter of what they read. */
  readonly built: number;
}

/**
 * Enough for any honest template, and some seconds or a few hundred megabytes at most. The depth is more than Python's
 * stack allows in dbt, and about half of what JavaScript's allows; where bodies nest so much that this one ends first, its
 * error is the same `template/limit`.
 */
export const DEFAULT_LIMITS: Limits = { outputLength: 2 ** 26, iterations: 10_000_000, depth: 200, built: 2 ** 29 };

/** What one rendering, with all macros that it calls, shares. */
export interface Runtime {
  readonly limits: Limits;
  readonly filters: ReadonlyMap<string, HostFunction>;
  readonly tests: ReadonlyMap<string, HostFunction>;
  /** Texts of macros and captured blocks with their spans, so that they are not lost when the text is printed as a value. */
  readonly captures: Map<string, Rendered>;
  outputLength: number;
  iterations: number;
  built: number;
  /** How many items of lists and dicts may still be compared. */
  readonly comparisons: Budget;
}

/** The body being run: its template, the calls that led here, and the rendering. */
export interface Frame {
  readonly runtime: Runtime;
  readonly template: TemplateSource;
  readonly stack: CallFrame | null;
  /** What the undefined values that come up here may be used for. */
  readonly undefinedMode: UndefinedMode;
  readonly depth: number;
}

/** Counts rounds of loops. */
export function countIterations(runtime: Runtime, count = 1): void {
  runtime.iterations += count;
  if (runtime.iterations > runtime.limits.iterations) {
    const message = `the loops of this template run more than ${runtime.limits.iterations} rounds`;
    throw limitError(message, 'look for a loop that never ends, or move the work into SQL');
  }
}

/** Counts characters of output. */
export function countOutput(runtime: Runtime, length: number): void {
  runtime.outputLength += length;
  if (runtime.outputLength > runtime.limits.outputLength) {
    const message = `the template writes more than ${runtime.limits.outputLength} characters`;
    throw limitError(message, 'look for a loop or a macro that writes without an end');
  }
}

/** What an item of a list takes, in characters. */
const ITEM_SIZE = 8;

/** Counts a value that an expression has built. */
export function countBuilt(runtime: Runtime, value: Value): void {
  const size = typeof value === 'string' ? value.length : Array.isArray(value) ? value.length * ITEM_SIZE : 0;
  if (size > 0) count(runtime, size);
}

/** Counts a text that an expression goes through. */
export function countRead(runtime: Runtime, value: Value): void {
  if (typeof value === 'string') count(runtime, value.length / 4);
}

function count(runtime: Runtime, size: number): void {
  runtime.built += size;
  if (runtime.built > runtime.limits.built) {
    const message = 'the expressions of this template work through too many characters and items';
    throw limitError(message, 'look for a value that grows without an end, or move the work into SQL');
  }
}

/** What filters, tests and methods of the language need to know besides their arguments. */
export interface Context {
  readonly frame: Frame;
  /** Goes through a value, each item counted as a round; gives a new array. */
  items(value: Value): Value[];
  attribute(value: Value, name: string): Value;
  item(value: Value, key: Value): Value;
  /** Calls something that must answer at once. */
  call(callee: Value, args: readonly Value[]): Value;
  /** Applies a filter by name, for `map('upper')`. */
  filter(name: string, value: Value, args: readonly Value[], kwargs: Kwargs): Value;
  /** Applies a test by name, for `select('odd')`. */
  test(name: string, value: Value, args: readonly Value[], kwargs: Kwargs): boolean;
}

/** The items of a value as a new array, each counted as a round. */
export function countedItems(runtime: Runtime, value: Value): Value[] {
  const result: Value[] = [];
  for (const item of iterate(value)) {
    countIterations(runtime);
    result.push(item);
  }
  return result;
}
