import { isInteger } from './arithmetic.js';
import { codePoints } from './characters.js';
import { typeError, valueError } from './error.js';
import { tuple, type Range, type Value } from './values.js';

/** The three parts of `[from:to:step]`, null where left out. */
export interface SliceBounds {
  readonly from: Value;
  readonly to: Value;
  readonly step: Value;
}

/** A part of a string, list, tuple or range, with Python's rules; undefined for other values. */
export function sliceOf(value: Value, bounds: SliceBounds): Value | undefined {
  if (typeof value === 'string') return pick(codePoints(value), bounds).join('');
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return pick(value, bounds);
  if (value.kind === 'tuple') return tuple(pick(value.items, bounds));
  if (value.kind === 'object' && value.item && value.iterate) return tuple(pick([...value.iterate()], bounds));
  return value.kind === 'range' ? sliceRange(value, bounds) : undefined;
}

function pick<T>(items: readonly T[], bounds: SliceBounds): T[] {
  const { from, step, length } = indices(items.length, bounds);
  if (step === 1) return items.slice(from, from + length);
  const result: T[] = [];
  for (let index = 0; index < length; index += 1) result.push(items[from + index * step] as T);
  return result;
}

function sliceRange(range: Range, bounds: SliceBounds): Range {
  const { from, step, length } = indices(range.length, bounds);
  const first = range.from + from * range.step;
  const stride = range.step * step;
  return { kind: 'range', from: first, to: first + length * stride, step: stride, length };
}

function indices(size: number, bounds: SliceBounds): { from: number; step: number; length: number } {
  const step = part(bounds.step) ?? 1;
  if (step === 0) throw valueError('slice step cannot be zero');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? size : size - 1;
  const from = clamp(part(bounds.from), size, low, high) ?? (step > 0 ? low : high);
  const to = clamp(part(bounds.to), size, low, high) ?? (step > 0 ? high : low);
  return { from, step, length: Math.max(0, Math.ceil((to - from) / step)) };
}

function clamp(value: number | undefined, size: number, low: number, high: number): number | undefined {
  if (value === undefined) return undefined;
  return Math.min(high, Math.max(low, value < 0 ? value + size : value));
}

function part(value: Value): number | undefined {
  if (value === null) return undefined;
  if (!isInteger(value)) throw typeError('slice indices must be integers or None');
  return Number(value);
}
