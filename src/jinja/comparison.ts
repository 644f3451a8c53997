import { codePoints, hasSurrogates } from './characters.js';
import { limitError, typeError } from './error.js';
import { typeName } from './type-name.js';
import { isUndefined, requireDefined } from './undefined.js';
import { tagged, type Tagged, type Value } from './values.js';

/** Python's truth: empty, zero, none and undefined are false. */
export function truthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.length > 0;
  const object = tagged(value);
  return object === undefined ? value !== null && value !== '' && value !== 0 && value !== 0n : objectTruthy(object);
}

function objectTruthy(value: Tagged): boolean {
  switch (value.kind) {
    case 'float':
      return value.value !== 0;
    case 'tuple':
      return value.items.length > 0;
    case 'dict':
    case 'set':
      return value.size > 0;
    case 'range':
      return value.length > 0;
    case 'view':
      return value.dict.size > 0;
    case 'undefined':
      requireDefined(value);
      return false;
    case 'object':
      return value.truthy?.() ?? (value.length === undefined ? true : value.length() > 0);
    case 'iteration':
    case 'namespace':
    case 'function':
    case 'macro':
      return true;
  }
}

/** The JavaScript number or bigint behind an int, float or bool; undefined for others. */
export function numeric(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const object = tagged(value);
  return object?.kind === 'float' ? object.value : undefined;
}

/** `numeric`, also for host objects that are numbers. */
export function numberOf(value: Value): number | bigint | undefined {
  const object = tagged(value);
  return object?.kind === 'object' ? object.number?.() : numeric(value);
}

/** How many more items may be compared: values that share their parts can stand for more items than there are atoms. */
export interface Budget {
  left: number;
}

const MAX_STEPS = 2_000_000;

/** Python's `==`: numbers by value whatever their type, lists, tuples, dicts and sets by content. */
export function equals(left: Value, right: Value, budget?: Budget): boolean {
  if (left === right) return typeof left !== 'object' || left === null || definedEquals(left);
  if (typeof left === 'string' && typeof right === 'string') return false;
  requireDefined(left);
  requireDefined(right);
  const leftNumber = numeric(left);
  if (leftNumber !== undefined) {
    const rightNumber = numeric(right);
    return rightNumber !== undefined && sameNumber(leftNumber, rightNumber);
  }
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') {
    return hostEquals(left, right);
  }
  return objectEquals(left, right, budget ?? { left: MAX_STEPS });
}

/** Whether two numbers are equal; `===` does not compare a number with a bigint. */
function sameNumber(left: number | bigint, right: number | bigint): boolean {
  return left === right || (left <= right && left >= right);
}

function definedEquals(value: Value): boolean {
  requireDefined(value);
  return true;
}

function hostEquals(left: Value, right: Value): boolean {
  const leftObject = tagged(left);
  if (leftObject?.kind === 'object') return leftObject.equals?.(right) ?? false;
  const rightObject = tagged(right);
  return rightObject?.kind === 'object' ? (rightObject.equals?.(left) ?? false) : false;
}

type ObjectValue = Exclude<Value, null | boolean | number | bigint | string>;

function objectEquals(left: ObjectValue, right: ObjectValue, budget: Budget): boolean {
  if (Array.isArray(left) || Array.isArray(right)) {
    if (Array.isArray(left) && Array.isArray(right)) return itemsEqual(left, right, budget);
    return hostEquals(left, right);
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') return itemsEqual(left.items, right.items, budget);
  if (left.kind === 'dict' && right.kind === 'dict') {
    if (left.size !== right.size) return false;
    for (const [key, value] of left.entries()) {
      const other = right.get(key);
      if (other === undefined || !sameOrEqual(value, other, budget)) return false;
    }
    return true;
  }
  if (left.kind === 'set' && right.kind === 'set') {
    return left.size === right.size && Array.from(left.values()).every((member) => right.has(member));
  }
  if (left.kind === 'range' && right.kind === 'range') {
    return (
      left.length === right.length && (left.length === 0 || (left.from === right.from && left.step === right.step))
    );
  }
  return isUndefined(left) && isUndefined(right) ? true : hostEquals(left, right);
}

/** How containers compare their items: the same object is equal without being asked. */
export function sameOrEqual(left: Value, right: Value, budget?: Budget): boolean {
  if (left === right) return true;
  if (budget !== undefined) {
    budget.left -= 1;
    if (budget.left < 0) throw limitError('the values hold too many items to be compared');
  }
  return equals(left, right, budget);
}

function itemsEqual(left: readonly Value[], right: readonly Value[], budget: Budget): boolean {
  return left.length === right.length && left.every((item, index) => sameOrEqual(item, right[index] ?? null, budget));
}

/** Python's order: less than 0, 0 or more than 0. Throws `template/type` where the two cannot be ordered; NaN gives NaN. */
export function compare(left: Value, right: Value, operator = '<'): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  requireDefined(left, true);
  requireDefined(right, true);
  const leftNumber = numeric(left);
  const rightNumber = numeric(right);
  if (leftNumber !== undefined && rightNumber !== undefined) return compareNumbers(leftNumber, rightNumber);
  const order = compareObjects(left, right, operator);
  if (order !== undefined) return order;
  throw typeError(
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
    'convert one of them, for example with the filter int or string',
  );
}

function compareNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return sameNumber(left, right) ? 0 : Number.NaN;
}

/** By code point, as Python does; JavaScript's own order differs beyond the basic plane. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!hasSurrogates(left) && !hasSurrogates(right)) return left < right ? -1 : 1;
  const leftPoints = codePoints(left);
  const rightPoints = codePoints(right);
  for (let index = 0; index < Math.min(leftPoints.length, rightPoints.length); index += 1) {
    const order = (leftPoints[index]?.codePointAt(0) ?? 0) - (rightPoints[index]?.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return leftPoints.length - rightPoints.length;
}

function compareObjects(left: Value, right: Value, operator: string): number | undefined {
  if (left === null || right === null) return undefined;
  if (Array.isArray(left) && Array.isArray(right)) return compareItems(left, right, operator);
  if (typeof left === 'object' && !Array.isArray(left)) {
    if (left.kind === 'object') return left.compare?.(right);
    const isTuple = typeof right === 'object' && !Array.isArray(right) && right.kind === 'tuple';
    if (left.kind === 'tuple' && isTuple) return compareItems(left.items, right.items, operator);
  }
  if (typeof right !== 'object' || Array.isArray(right) || right.kind !== 'object') return undefined;
  const reversed = right.compare?.(left);
  return reversed === undefined ? undefined : -reversed;
}

function compareItems(left: readonly Value[], right: readonly Value[], operator: string): number {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const leftItem = left[index] ?? null;
    const rightItem = right[index] ?? null;
    if (!sameOrEqual(leftItem, rightItem)) return compare(leftItem, rightItem, operator);
  }
  return left.length - right.length;
}
