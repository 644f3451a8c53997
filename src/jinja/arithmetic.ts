import type { BinaryOperator } from './ast.js';
import { limitError, valueError } from './error.js';
import { float, type Float } from './float.js';
import { integer, type Integer } from './integer.js';
import type { Value } from './values.js';

/** Powers and shifts with more bits than this are refused. */
const MAX_BITS = 16_384;

/** Whether the value counts as a whole number: an int or a bool. */
export function isInteger(value: Value): value is number | bigint | boolean {
  return typeof value === 'bigint' || typeof value === 'boolean' || Number.isSafeInteger(value);
}

/** Calculates with two numbers, given as `numeric` gives them; `whole` says that both are ints. */
export function calculate(
  operator: BinaryOperator,
  left: number | bigint,
  right: number | bigint,
  whole: boolean,
): number | bigint | Float {
  return whole ? calculateWhole(operator, left, right) : calculateFloat(operator, Number(left), Number(right));
}

function calculateWhole(operator: BinaryOperator, left: Integer, right: Integer): number | bigint | Float {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = calculateSmall(operator, left, right);
    if (result !== undefined) return result;
  }
  return calculateLarge(operator, left, right);
}

/** Below this, sums of two numbers are exact. */
const MAX_EXACT = 2 ** 52;

/** The fast way, where its result is a safe whole number; adding 0 turns -0 into 0. */
function calculateSmall(operator: BinaryOperator, left: number, right: number): number | undefined {
  if (operator === '%' || operator === '//') {
    if (right === 0 || Math.abs(left) >= MAX_EXACT || Math.abs(right) >= MAX_EXACT) return undefined;
    const rest = left % right;
    const modulus = rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest;
    return (operator === '%' ? modulus : (left - modulus) / right) + 0;
  }
  if (operator === '/' || operator === '**') return undefined;
  const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
  return Number.isSafeInteger(result) ? result + 0 : undefined;
}

function calculateLarge(operator: BinaryOperator, left: Integer, right: Integer): number | bigint | Float {
  switch (operator) {
    case '+':
      return integer(BigInt(left) + BigInt(right));
    case '-':
      return integer(BigInt(left) - BigInt(right));
    case '*':
      return integer(multiply(BigInt(left), BigInt(right)));
    case '/':
      return float(divide(left, right));
    case '//':
      return integer(floorDivide(BigInt(left), BigInt(right)));
    case '%':
      return integer(modulo(BigInt(left), BigInt(right)));
    case '**':
      return power(left, right);
  }
}

function multiply(left: bigint, right: bigint): bigint {
  if (bits(left) + bits(right) > MAX_BITS * 4) throw limitError('the product is too large');
  return left * right;
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function zeroDivision(message: string): Error {
  return valueError(message, 'guard it: a / b if b else none');
}

function divide(left: Integer, right: Integer): number {
  if (right === 0) throw zeroDivision('division by zero');
  if (typeof left === 'number' && typeof right === 'number') return left / right;
  const quotient = divideLarge(absolute(BigInt(left)), absolute(BigInt(right)));
  if (!Number.isFinite(quotient)) throw valueError('integer division result too large for a float');
  return left < 0 !== right < 0 ? -quotient : quotient;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Divides exactly, and rounds once: enough bits of the quotient, the lowest of them set where a rest is left. */
function divideLarge(left: bigint, right: bigint): number {
  const shift = Math.max(0, bits(right) - bits(left) + 72);
  const scaled = left << BigInt(shift);
  const quotient = scaled / right;
  const sticky = scaled % right === 0n ? quotient : quotient | 1n;
  return Number(sticky) / 2 ** Math.min(shift, 1000) / 2 ** Math.max(0, shift - 1000);
}

function floorDivide(left: bigint, right: bigint): bigint {
  if (right === 0n) throw zeroDivision('integer division or modulo by zero');
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

function modulo(left: bigint, right: bigint): bigint {
  if (right === 0n) throw zeroDivision('integer modulo by zero');
  const rest = left % right;
  return rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest;
}

function power(left: Integer, right: Integer): number | bigint | Float {
  if (right < 0) {
    if (BigInt(left) === 0n) throw zeroDivision('0.0 cannot be raised to a negative power');
    return float(Number(left) ** Number(right));
  }
  const base = BigInt(left);
  const small = base === 0n || base === 1n || base === -1n;
  if (!small && bits(base) * Number(right) > MAX_BITS) throw limitError('the power is too large');
  return integer(small ? smallPower(base, BigInt(right)) : base ** BigInt(right));
}

function smallPower(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  return base === -1n && exponent % 2n === 0n ? 1n : base;
}

function calculateFloat(operator: BinaryOperator, left: number, right: number): number | Float {
  switch (operator) {
    case '+':
      return float(left + right);
    case '-':
      return float(left - right);
    case '*':
      return float(left * right);
    case '/':
      if (right === 0) throw zeroDivision('float division by zero');
      return float(left / right);
    case '//':
      if (right === 0) throw zeroDivision('float floor division by zero');
      return float(floatFloorDivide(left, right));
    case '%':
      if (right === 0) throw zeroDivision('float modulo');
      return float(floatModulo(left, right));
    case '**':
      if (left === 0 && right < 0) throw zeroDivision('0.0 cannot be raised to a negative power');
      return float(floatPower(left, right));
  }
}

function floatModulo(left: number, right: number): number {
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 !== right < 0 ? rest + right : rest;
}

function floatFloorDivide(left: number, right: number): number {
  const rest = left % right;
  const quotient = (left - rest) / right - (rest !== 0 && rest < 0 !== right < 0 ? 1 : 0);
  if (quotient === 0) return (left < 0 || Object.is(left, -0)) === right < 0 ? 0 : -0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floatPower(left: number, right: number): number {
  const result = left ** right;
  if (Number.isFinite(left) && Number.isFinite(right)) {
    if (Number.isNaN(result)) throw valueError('a negative number cannot be raised to a fractional power');
    if (!Number.isFinite(result)) throw valueError('the power is too large for a float');
  }
  return result;
}
