import { calculate, isInteger } from './arithmetic.js';
import type { BinaryOperator, CompareOperator } from './ast.js';
import { compare, equals, numeric, type Budget } from './comparison.js';
import { limitLength, typeError } from './error.js';
import { float } from './float.js';
import { formatPercent } from './format-percent.js';
import { integer } from './integer.js';
import { contains } from './membership.js';
import { typeName } from './type-name.js';
import { requireDefined } from './undefined.js';
import { PySet, tuple, type HostObject, type Value } from './values.js';

/** `left operator right`. Throws `template/type`, `template/value` or `template/limit`. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string' && operator === '+') return joinTexts(left, right);
  const leftNumber = numeric(left);
  const rightNumber = numeric(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return calculate(operator, leftNumber, rightNumber, isInteger(left) && isInteger(right));
  }
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right);
  requireDefined(left, true);
  requireDefined(right, true);
  const hosted = operateHost(operator, left, right);
  const result = hosted === undefined ? operateOther(operator, left, right) : hosted;
  if (result === undefined) throw unsupported(operator, left, right);
  return result;
}

function operateHost(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const result = hostObject(left)?.operate?.(operator, right, 'left');
  return result !== undefined ? result : hostObject(right)?.operate?.(operator, left, 'right');
}

function hostObject(value: Value): HostObject | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return value.kind === 'object' ? value : undefined;
}

function operateOther(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  if (operator === '+') return add(left, right);
  if (operator === '*') return multiply(left, right) ?? multiply(right, left);
  return operator === '-' ? subtract(left, right) : undefined;
}

function joinTexts(left: string, right: string): string {
  limitLength(left.length + right.length);
  return left + right;
}

function add(left: Value, right: Value): Value | undefined {
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return undefined;
  if (Array.isArray(left)) {
    if (!Array.isArray(right)) return undefined;
    limitLength(left.length + right.length);
    return [...left, ...right];
  }
  if (Array.isArray(right) || left.kind !== 'tuple' || right.kind !== 'tuple') return undefined;
  return tuple([...left.items, ...right.items]);
}

function multiply(sequence: Value, times: Value): Value | undefined {
  if (!isInteger(times)) return undefined;
  const count = Math.max(0, Number(times));
  if (typeof sequence === 'string') {
    limitLength(sequence.length * count);
    return sequence.repeat(count);
  }
  if (sequence === null || typeof sequence !== 'object') return undefined;
  if (Array.isArray(sequence)) return repeatItems(sequence, count);
  return sequence.kind === 'tuple' ? tuple(repeatItems(sequence.items, count)) : undefined;
}

function repeatItems(items: readonly Value[], count: number): Value[] {
  limitLength(items.length * count);
  const result: Value[] = [];
  if (items.length > 0) for (let round = 0; round < count; round += 1) for (const item of items) result.push(item);
  return result;
}

function subtract(left: Value, right: Value): Value | undefined {
  if (!(left instanceof PySet) || !(right instanceof PySet)) return undefined;
  return new PySet(Array.from(left.values()).filter((member) => !right.has(member)));
}

function unsupported(operator: BinaryOperator, left: Value, right: Value): Error {
  if (operator === '+' && typeof left === 'string') {
    const hint = "'~' joins values of any type";
    return typeError(`can only concatenate str (not "${typeName(right)}") to str`, hint);
  }
  const symbol = operator === '**' ? '** or pow()' : operator;
  const hint = operator === '+' && typeof right === 'string' ? "'~' joins values of any type" : undefined;
  return typeError(`unsupported operand type(s) for ${symbol}: '${typeName(left)}' and '${typeName(right)}'`, hint);
}

/** `-value` and `+value`. */
export function unary(operator: '-' | '+', value: Value): Value {
  requireDefined(value, true);
  const number = numeric(value);
  const hosted = number === undefined ? hostSign(operator, value) : undefined;
  if (hosted !== undefined) return hosted;
  if (number === undefined) throw typeError(`bad operand type for unary ${operator}: '${typeName(value)}'`);
  if (operator === '+') return typeof value === 'boolean' ? number : value;
  if (isInteger(value)) return typeof number === 'bigint' ? integer(-number) : 0 - number;
  return float(-Number(number));
}

/** Objects that can be multiplied have a sign. */
function hostSign(operator: '-' | '+', value: Value): Value | undefined {
  return hostObject(value)?.operate?.('*', operator === '-' ? -1 : 1, 'left');
}

/** `left operator right` for the comparing operators. */
export function compareWith(operator: CompareOperator, left: Value, right: Value, budget?: Budget): boolean {
  switch (operator) {
    case '==':
      return equals(left, right, budget);
    case '!=':
      return !equals(left, right, budget);
    case 'in':
      return contains(right, left, budget);
    case 'not in':
      return !contains(right, left, budget);
    case '<':
      return compare(left, right, operator) < 0;
    case '<=':
      return compare(left, right, operator) <= 0;
    case '>':
      return compare(left, right, operator) > 0;
    case '>=':
      return compare(left, right, operator) >= 0;
  }
}
