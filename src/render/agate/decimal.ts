import { isInteger } from '../../jinja/arithmetic.js';
import { numeric } from '../../jinja/comparison.js';
import { limitError, valueError } from '../../jinja/error.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';

/** Digits that a division keeps, as Python's context does. */
const PRECISION = 28;

/** An exact decimal number, as Python's `Decimal`: `digits * 10 ** exponent`. */
export class Decimal implements HostObject {
  readonly kind = 'object';
  readonly typeName = 'decimal.Decimal';
  readonly digits: bigint;
  readonly exponent: number;

  constructor(digits: bigint, exponent: number) {
    this.digits = digits;
    this.exponent = exponent;
  }

  get(name: string): Value | undefined {
    return name === 'is_nan' || name === 'is_infinite' ? hostFunction(name, () => false) : undefined;
  }

  print(): string {
    return printDecimal(this);
  }

  repr(): string {
    return `Decimal('${this.print()}')`;
  }

  number(): number {
    return Number(`${this.digits}e${this.exponent}`);
  }

  round(digits: number): Value {
    const rounded = quantized(this, -digits);
    return digits === 0 ? Number(rounded.digits) : rounded;
  }

  truthy(): boolean {
    return this.digits !== 0n;
  }

  equals(other: Value): boolean {
    return this.compare(other) === 0;
  }

  compare(other: Value): number | undefined {
    const right = decimalOf(other) ?? floatOf(other);
    if (right === undefined) return undefined;
    const [a, b] = aligned(this, right);
    return a < b ? -1 : Number(a > b);
  }

  hash(): Value {
    return this.number();
  }

  operate(operator: string, other: Value, side: 'left' | 'right'): Value | undefined {
    const right = decimalOf(other);
    if (right === undefined) return undefined;
    return side === 'left' ? calculated(operator, this, right) : calculated(operator, right, this);
  }
}

/** Reads `-12.50` or `1e3`; undefined for what is no number. */
export function readDecimal(text: string): Decimal | undefined {
  const found = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text.trim());
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found ?? [];
  if (!found || whole + fraction === '') return undefined;
  return new Decimal(BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n), Number(exponent) - fraction.length);
}

/** Ints and decimals; floats are not mixed with decimals, as in Python. */
function decimalOf(value: Value): Decimal | undefined {
  if (value instanceof Decimal) return value;
  return isInteger(value) ? new Decimal(BigInt(value), 0) : undefined;
}

/** Floats may be compared. */
function floatOf(value: Value): Decimal | undefined {
  const number = numeric(value);
  return number === undefined ? undefined : readDecimal(String(number));
}

/** Both with the smaller exponent. */
function aligned(left: Decimal, right: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [shifted(left, exponent), shifted(right, exponent), exponent];
}

function shifted({ digits, exponent }: Decimal, to: number): bigint {
  if (exponent - to > 10_000) throw limitError('the number is too large');
  return digits * 10n ** BigInt(exponent - to);
}

function calculated(operator: string, left: Decimal, right: Decimal): Value | undefined {
  if (['/', '//', '%'].includes(operator) && right.digits === 0n) throw valueError('division by zero');
  const [a, b, exponent] = aligned(left, right);
  switch (operator) {
    case '+':
      return new Decimal(a + b, exponent);
    case '-':
      return new Decimal(a - b, exponent);
    case '*':
      return new Decimal(left.digits * right.digits, left.exponent + right.exponent);
    case '/':
      return divided(left, right);
    case '//':
      return new Decimal(a / b, 0);
    case '%':
      return new Decimal(a % b, exponent);
    default:
      return undefined;
  }
}

/** To 28 digits; an exact quotient keeps no more digits than it needs, and no fewer than its operands had. */
function divided(left: Decimal, right: Decimal): Decimal {
  const ideal = left.exponent - right.exponent;
  const shift = BigInt(Math.max(0, PRECISION + 1 + length(right.digits) - length(left.digits)));
  const scaled = left.digits * 10n ** shift;
  const rest = scaled % right.digits;
  const raw = new Decimal(scaled / right.digits, ideal - Number(shift));
  const rounded =
    rest === 0n ? raw : toPrecision(new Decimal(raw.digits * 10n + sticky(raw.digits, rest), raw.exponent - 1));
  return rest === 0n ? stripped(toPrecision(raw), ideal) : rounded;
}

/** A last digit that is neither 0 nor 5, for rounding. */
function sticky(digits: bigint, rest: bigint): bigint {
  return digits < 0n || (digits === 0n && rest < 0n) ? -1n : 1n;
}

function length(digits: bigint): number {
  return String(digits < 0n ? -digits : digits).length;
}

function toPrecision(value: Decimal): Decimal {
  const extra = length(value.digits) - PRECISION;
  return extra > 0 ? quantized(value, value.exponent + extra) : value;
}

function stripped({ digits, exponent }: Decimal, ideal: number): Decimal {
  let [kept, at] = [digits, exponent];
  while (at < ideal && kept % 10n === 0n) {
    kept /= 10n;
    at += 1;
  }
  return new Decimal(kept, at);
}

/** With that exponent; halves go to the even digit. */
function quantized(value: Decimal, exponent: number): Decimal {
  if (value.exponent >= exponent) return new Decimal(shifted(value, exponent), exponent);
  const factor = 10n ** BigInt(exponent - value.exponent);
  const size = value.digits < 0n ? -value.digits : value.digits;
  const [quotient, rest] = [size / factor, (size % factor) * 2n];
  const up = rest > factor || (rest === factor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return new Decimal(value.digits < 0n ? -rounded : rounded, exponent);
}

function printDecimal({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const shown = String(digits < 0n ? -digits : digits);
  const before = shown.length + exponent;
  if (exponent > 0 || before <= -6) {
    const mantissa = shown.length === 1 ? shown : `${shown.slice(0, 1)}.${shown.slice(1)}`;
    return `${sign}${mantissa}E${before > 0 ? '+' : ''}${before - 1}`;
  }
  if (exponent === 0) return sign + shown;
  const padded = before > 0 ? shown : '0'.repeat(1 - before) + shown;
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
