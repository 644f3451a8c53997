import type { HostObject, Value } from '../../jinja/values.js';
import { pad } from './civil.js';
import { TimeDelta } from './timedelta.js';
import type { TzInfo } from './tzinfo.js';

const NONE = new TimeDelta(0n);

/** `+01:00`, with seconds where there are some. */
export function offsetText(offset: TimeDelta, separator: string): string {
  const seconds = Math.abs(Math.trunc(Number(offset.micros) / 1_000_000));
  const sign = offset.micros < 0n ? '-' : '+';
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60].map((part) => pad(part, 2)).join(separator);
  return sign + clock + (seconds % 60 === 0 ? '' : separator + pad(seconds % 60, 2));
}

/** A zone that is always as far from UTC, as Python's `timezone`. */
export class FixedZone implements TzInfo {
  readonly kind = 'object';
  readonly typeName = 'datetime.timezone';
  readonly isTzInfo = true;
  readonly #offset: TimeDelta;

  constructor(seconds: number) {
    this.#offset = new TimeDelta(BigInt(seconds) * 1_000_000n);
  }

  utcoffset(): TimeDelta {
    return this.#offset;
  }

  dst(): TimeDelta {
    return NONE;
  }

  tzname(): string {
    return this.#offset.micros === 0n ? 'UTC' : `UTC${offsetText(this.#offset, ':')}`;
  }

  at(): TzInfo {
    return this;
  }

  get(): Value | undefined {
    return undefined;
  }

  print(): string {
    return this.tzname();
  }

  repr(): string {
    const zero = this.#offset.micros === 0n;
    return zero ? 'datetime.timezone.utc' : `datetime.timezone(${this.#offset.repr()})`;
  }

  equals(other: Value): boolean {
    return other instanceof FixedZone && other.utcoffset().equals(this.#offset);
  }
}

/** Whether a value is a zone. */
export function isTzInfo(value: Value | undefined): value is TzInfo & HostObject {
  return typeof value === 'object' && value !== null && 'isTzInfo' in value;
}
