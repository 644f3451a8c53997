import type { HostObject, Value } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { pad } from './civil.js';
import { isTzInfo, offsetText } from './fixed-zone.js';
import type { Members } from './members.js';
import { bounded, member, method, text, whole } from './members.js';
import { strftime } from './strftime.js';
import type { TzInfo } from './tzinfo.js';

/** The parameters of a time of day. */
export const CLOCK = 'hour? minute? second? microsecond? tzinfo?';

/** Any day: times of fixed zones do not depend on it. */
const SOME_DAY = 0;

/** A time of day, as Python's `time`. */
export class TimeValue implements HostObject {
  readonly kind = 'object';
  readonly typeName = 'datetime.time';
  readonly micros: number;
  readonly zone: TzInfo | null;
  readonly #members: Members;

  constructor(micros: number, zone: TzInfo | null) {
    this.micros = micros;
    this.zone = zone;
    this.#members = {
      ...clockMembers(micros),
      tzinfo: () => zone,
      isoformat: method('isoformat', 'timespec?', (given) => clockText(micros, text(given, 'timespec', 'auto'))),
      strftime: method('strftime', 'format', (given) => this.format(text(given, 'format'))),
      replace: method('replace', CLOCK, (given) => new TimeValue(replacedClock(micros, given), zoneOf(given, zone))),
    };
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    const offset = this.zone ? offsetText(this.zone.utcoffset({ days: SOME_DAY, micros: this.micros }), ':') : '';
    return clockText(this.micros, 'auto') + offset;
  }

  repr(): string {
    return `datetime.time(${clockParts(this.micros).join(', ')})`;
  }

  format(spec: string): string {
    return strftime({ days: -25_567, micros: this.micros, offset: '', zone: '' }, spec);
  }

  equals(other: Value): boolean {
    return other instanceof TimeValue && other.micros === this.micros;
  }

  compare(other: Value): number | undefined {
    return other instanceof TimeValue ? this.micros - other.micros : undefined;
  }

  hash(): Value {
    return `time ${this.micros}`;
  }
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

function clockOf(micros: number): Clock {
  const seconds = Math.floor(micros / 1_000_000);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: micros % 1_000_000,
  };
}

export function clockMembers(micros: number): Members {
  const { hour, minute, second, microsecond } = clockOf(micros);
  return { hour: () => hour, minute: () => minute, second: () => second, microsecond: () => microsecond };
}

/** As `repr` lists them: without seconds and microseconds that are 0. */
export function clockParts(micros: number): readonly number[] {
  const { hour, minute, second, microsecond } = clockOf(micros);
  if (microsecond !== 0) return [hour, minute, second, microsecond];
  return second === 0 ? [hour, minute] : [hour, minute, second];
}

/** `12:30:00`, as much of it as `timespec` says. */
export function clockText(micros: number, timespec: string): string {
  const { hour, minute, second, microsecond } = clockOf(micros);
  const minutes = `${pad(hour, 2)}:${pad(minute, 2)}`;
  const seconds = `${minutes}:${pad(second, 2)}`;
  switch (timespec) {
    case 'hours':
      return pad(hour, 2);
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${pad(Math.floor(microsecond / 1000), 3)}`;
    default:
      return microsecond === 0 && timespec !== 'microseconds' ? seconds : `${seconds}.${pad(microsecond, 6)}`;
  }
}

/** Microseconds of the day with some parts replaced. Throws `template/value` out of bounds. */
export function replacedClock(micros: number, given: Arguments): number {
  const clock = clockOf(micros);
  const hour = bounded('hour', whole(given, 'hour', clock.hour), 0, 23);
  const minute = bounded('minute', whole(given, 'minute', clock.minute), 0, 59);
  const second = bounded('second', whole(given, 'second', clock.second), 0, 59);
  const microsecond = bounded('microsecond', whole(given, 'microsecond', clock.microsecond), 0, 999_999);
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

/** The zone among the arguments. */
export function zoneOf(given: Arguments, otherwise: TzInfo | null, name = 'tzinfo'): TzInfo | null {
  const zone = given.get(name);
  if (isTzInfo(zone)) return zone;
  return zone === null ? null : otherwise;
}
