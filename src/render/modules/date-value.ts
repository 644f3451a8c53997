import { valueError } from '../../jinja/error.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { tuple } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import type { Civil } from './civil.js';
import { civilOf, daysInMonth, daysOf, isoDay, isoWeek, weekdayOf } from './civil.js';
import type { Members } from './members.js';
import { bounded, member, method, text, whole } from './members.js';
import { strftime } from './strftime.js';
import { deltaOf, TimeDelta } from './timedelta.js';

/** Days from Python's ordinal 0 to 1970-01-01. */
export const ORDINAL = 719_163;

/** A day, as Python's `date`. */
export class DateValue implements HostObject {
  readonly kind = 'object';
  readonly typeName = 'datetime.date';
  readonly days: number;
  readonly #members: Members;

  constructor(days: number) {
    this.days = days;
    this.#members = {
      ...dayMembers(days, (format) => this.format(format)),
      isoformat: method('isoformat', '', () => isoDay(days)),
      replace: method('replace', 'year? month? day?', (given) => new DateValue(replacedDay(civilOf(days), given))),
    };
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    return isoDay(this.days);
  }

  repr(): string {
    const { year, month, day } = civilOf(this.days);
    return `datetime.date(${year}, ${month}, ${day})`;
  }

  format(spec: string): string {
    return strftime({ days: this.days, micros: 0, offset: '', zone: '' }, spec);
  }

  equals(other: Value): boolean {
    return other instanceof DateValue && other.days === this.days;
  }

  compare(other: Value): number | undefined {
    return other instanceof DateValue ? this.days - other.days : undefined;
  }

  hash(): Value {
    return `date ${this.days}`;
  }

  operate(operator: string, other: Value, side: 'left' | 'right'): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === '+') return new DateValue(inRange(this.days + other.days));
      return operator === '-' && side === 'left' ? new DateValue(inRange(this.days - other.days)) : undefined;
    }
    if (!(other instanceof DateValue) || operator !== '-') return undefined;
    return deltaOf(side === 'left' ? this.days - other.days : other.days - this.days, 0);
  }
}

/** The members that dates and datetimes share. */
export function dayMembers(days: number, format: (spec: string) => string): Members {
  const { year, month, day } = civilOf(days);
  const weekday = weekdayOf(days);
  return {
    year: () => year,
    month: () => month,
    day: () => day,
    weekday: method('weekday', '', () => weekday),
    isoweekday: method('isoweekday', '', () => weekday + 1),
    isocalendar: method('isocalendar', '', () => {
      const iso = isoWeek(days);
      return tuple([iso.year, iso.week, weekday + 1], ['year', 'week', 'weekday']);
    }),
    toordinal: method('toordinal', '', () => days + ORDINAL),
    strftime: method('strftime', 'format', (given) => format(text(given, 'format'))),
    ctime: method('ctime', '', () => format('%c')),
  };
}

/** A day with some of its parts replaced. Throws `template/value` where there is no such day. */
export function replacedDay({ year, month, day }: Civil, given: Arguments): number {
  return validDay(whole(given, 'year', year), whole(given, 'month', month), whole(given, 'day', day));
}

/** The day of a year, month and day; throws `template/value` where there is none. */
export function validDay(year: number, month: number, day: number): number {
  if (year < 1 || year > 9999) throw valueError(`year ${year} is out of range`);
  bounded('month', month, 1, 12);
  if (day < 1 || day > daysInMonth(year, month)) throw valueError('day is out of range for month');
  return daysOf({ year, month, day });
}

/** Days from 0001-01-01 to 9999-12-31. */
export function inRange(days: number): number {
  if (days + ORDINAL >= 1 && days <= 2_932_896) return days;
  throw valueError('date value out of range');
}
