import { isInteger } from '../../jinja/arithmetic.js';
import { numeric } from '../../jinja/comparison.js';
import { valueError } from '../../jinja/error.js';
import { float } from '../../jinja/float.js';
import type { HostObject, Value } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { DAY, pad } from './civil.js';
import type { Members } from './members.js';
import { classValue, member, method, real } from './members.js';

const DAY_MICROS = BigInt(DAY);

/** A length of time, as Python's `timedelta`. */
export class TimeDelta implements HostObject {
  readonly kind = 'object';
  readonly typeName = 'datetime.timedelta';
  readonly micros: bigint;
  readonly #members: Members;

  constructor(micros: bigint) {
    this.micros = micros;
    this.#members = {
      days: () => this.days,
      seconds: () => Math.floor(this.microsOfDay / 1_000_000),
      microseconds: () => this.microsOfDay % 1_000_000,
      total_seconds: method('total_seconds', '', () => float(Number(micros) / 1_000_000)),
    };
  }

  get days(): number {
    return Number((this.micros - BigInt(this.microsOfDay)) / DAY_MICROS);
  }

  get microsOfDay(): number {
    return Number(((this.micros % DAY_MICROS) + DAY_MICROS) % DAY_MICROS);
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    const seconds = Math.floor(this.microsOfDay / 1_000_000);
    const micros = this.microsOfDay % 1_000_000;
    const clock = `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    return days + clock + (micros === 0 ? '' : `.${pad(micros, 6)}`);
  }

  repr(): string {
    const parts = [
      ['days', this.days],
      ['seconds', Math.floor(this.microsOfDay / 1_000_000)],
      ['microseconds', this.microsOfDay % 1_000_000],
    ] as const;
    const shown = parts.filter(([, value]) => value !== 0).map(([name, value]) => `${name}=${value}`);
    return `datetime.timedelta(${shown.length === 0 ? '0' : shown.join(', ')})`;
  }

  truthy(): boolean {
    return this.micros !== 0n;
  }

  equals(other: Value): boolean {
    return other instanceof TimeDelta && other.micros === this.micros;
  }

  compare(other: Value): number | undefined {
    if (!(other instanceof TimeDelta)) return undefined;
    return this.micros < other.micros ? -1 : Number(this.micros > other.micros);
  }

  hash(): Value {
    return `timedelta ${this.micros}`;
  }

  operate(operator: string, other: Value, side: 'left' | 'right'): Value | undefined {
    if (other instanceof TimeDelta) return side === 'left' ? withDelta(operator, this, other) : undefined;
    const number = numeric(other);
    if (number === undefined) return undefined;
    if (operator === '*') return new TimeDelta(scaled(this.micros, other));
    if (side === 'right' || (operator !== '/' && operator !== '//')) return undefined;
    if (Number(number) === 0) throw valueError('division by zero');
    return operator === '//'
      ? new TimeDelta(floorDivide(this.micros, BigInt(number)))
      : new TimeDelta(BigInt(Math.round(Number(this.micros) / Number(number))));
  }
}

function scaled(micros: bigint, by: Value): bigint {
  return isInteger(by) ? micros * BigInt(by) : BigInt(Math.round(Number(micros) * Number(numeric(by))));
}

function withDelta(operator: string, left: TimeDelta, right: TimeDelta): Value | undefined {
  if (operator === '+') return new TimeDelta(left.micros + right.micros);
  if (operator === '-') return new TimeDelta(left.micros - right.micros);
  if (!['/', '//', '%'].includes(operator)) return undefined;
  if (right.micros === 0n) throw valueError('division by zero');
  if (operator === '/') return float(Number(left.micros) / Number(right.micros));
  const quotient = floorDivide(left.micros, right.micros);
  return operator === '//' ? Number(quotient) : new TimeDelta(left.micros - quotient * right.micros);
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** Of so many days and microseconds. */
export function deltaOf(days: number, micros: number): TimeDelta {
  return new TimeDelta(BigInt(days) * DAY_MICROS + BigInt(micros));
}

const UNITS: readonly (readonly [name: string, micros: number])[] = [
  ['days', DAY],
  ['seconds', 1_000_000],
  ['microseconds', 1],
  ['milliseconds', 1000],
  ['minutes', 60_000_000],
  ['hours', 3_600_000_000],
  ['weeks', 7 * DAY],
];

/** `datetime.timedelta` */
export const timedeltaClass: HostObject = classValue(
  'datetime.timedelta',
  UNITS.map(([name]) => `${name}?`).join(' '),
  (given) => new TimeDelta(UNITS.reduce((sum, [name, micros]) => sum + microsOf(given, name, micros), 0n)),
  {
    min: () => deltaOf(-999_999_999, 0),
    max: () => deltaOf(999_999_999, DAY - 1),
    resolution: () => new TimeDelta(1n),
  },
);

function microsOf(given: Arguments, name: string, unit: number): bigint {
  const value = real(given, name);
  return Number.isInteger(value) ? BigInt(value) * BigInt(unit) : BigInt(Math.round(value * unit));
}
