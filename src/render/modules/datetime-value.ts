import { typeError } from '../../jinja/error.js';
import { float } from '../../jinja/float.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { civilOf, DAY, isoDay } from './civil.js';
import { DateValue, dayMembers, inRange, replacedDay } from './date-value.js';
import { FixedZone, offsetText } from './fixed-zone.js';
import type { Members } from './members.js';
import { member, method, text } from './members.js';
import { strftime } from './strftime.js';
import { CLOCK, clockMembers, clockParts, clockText, replacedClock, TimeValue, zoneOf } from './time-value.js';
import { deltaOf, TimeDelta } from './timedelta.js';
import type { Moment, TzInfo } from './tzinfo.js';

const UTC = new FixedZone(0);

/** A day and a time, as Python's `datetime`; `zone` is its tzinfo. */
export class DateTimeValue implements HostObject {
  readonly kind = 'object';
  readonly typeName = 'datetime.datetime';
  readonly days: number;
  readonly micros: number;
  readonly zone: TzInfo | null;
  readonly #members: Members;

  constructor(moment: Moment, zone: TzInfo | null) {
    this.zone = zone;
    this.days = inRange(moment.days);
    this.micros = moment.micros;
    this.#members = {
      ...dayMembers(this.days, (format) => this.format(format)),
      ...clockMembers(this.micros),
      ...this.#ownMembers(),
      ...this.#zoneMembers(),
    };
  }

  #ownMembers(): Members {
    const { days, micros, zone } = this;
    return {
      isoformat: method('isoformat', 'sep? timespec?', (given) =>
        this.#iso(text(given, 'sep', 'T'), text(given, 'timespec', 'auto')),
      ),
      date: method('date', '', () => new DateValue(days)),
      time: method('time', '', () => new TimeValue(micros, null)),
      timetz: method('timetz', '', () => new TimeValue(micros, zone)),
      replace: method('replace', `year? month? day? ${CLOCK}`, (given) => {
        const moment = { days: replacedDay(civilOf(days), given), micros: replacedClock(micros, given) };
        return new DateTimeValue(moment, zoneOf(given, zone));
      }),
    };
  }

  #zoneMembers(): Members {
    const { zone } = this;
    return {
      tzinfo: () => zone,
      utcoffset: method('utcoffset', '', () => zone?.utcoffset(this) ?? null),
      dst: method('dst', '', () => zone?.dst(this) ?? null),
      tzname: method('tzname', '', () => zone?.tzname(this) ?? null),
      timestamp: method('timestamp', '', () => float(Number(microsSinceEpoch(this)) / 1_000_000)),
      astimezone: method('astimezone', 'tz?', (given) => inZone(this, zoneOf(given, UTC, 'tz') ?? UTC)),
    };
  }

  #iso(separator: string, timespec: string): string {
    return isoDay(this.days) + separator + clockText(this.micros, timespec) + this.#offset(':');
  }

  #offset(separator: string): string {
    return this.zone ? offsetText(this.zone.utcoffset(this), separator) : '';
  }

  get(name: string): Value | undefined {
    return member(this.#members, name);
  }

  names(): Iterable<string> {
    return Object.keys(this.#members);
  }

  print(): string {
    return this.#iso(' ', 'auto');
  }

  repr(): string {
    const { year, month, day } = civilOf(this.days);
    const zone = this.zone ? `, tzinfo=${this.zone.repr?.() ?? this.zone.typeName}` : '';
    return `datetime.datetime(${[year, month, day, ...clockParts(this.micros)].join(', ')}${zone})`;
  }

  format(spec: string): string {
    const zone = this.zone?.tzname(this) ?? '';
    return strftime({ days: this.days, micros: this.micros, offset: this.#offset(''), zone }, spec);
  }

  equals(other: Value): boolean {
    if (!(other instanceof DateTimeValue) || (other.zone === null) !== (this.zone === null)) return false;
    return microsSinceEpoch(this) === microsSinceEpoch(other);
  }

  compare(other: Value): number | undefined {
    if (!(other instanceof DateTimeValue)) return undefined;
    requireSameKind(this, other, 'compare');
    return Number(microsSinceEpoch(this) - microsSinceEpoch(other));
  }

  hash(): Value {
    return `datetime ${microsSinceEpoch(this)}`;
  }

  operate(operator: string, other: Value, side: 'left' | 'right'): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === '+') return new DateTimeValue(moved(this, other.micros), this.zone);
      return operator === '-' && side === 'left' ? new DateTimeValue(moved(this, -other.micros), this.zone) : undefined;
    }
    if (!(other instanceof DateTimeValue) || operator !== '-') return undefined;
    requireSameKind(this, other, 'subtract');
    const difference = microsSinceEpoch(this) - microsSinceEpoch(other);
    return new TimeDelta(side === 'left' ? difference : -difference);
  }
}

/** A moment so many microseconds later. */
export function moved({ days, micros }: Moment, by: bigint): Moment {
  const moment = new TimeDelta(deltaOf(days, micros).micros + by);
  return { days: moment.days, micros: moment.microsOfDay };
}

/** Without a zone the moment counts as UTC. */
export function microsSinceEpoch(value: DateTimeValue): bigint {
  return deltaOf(value.days, value.micros).micros - (value.zone?.utcoffset(value).micros ?? 0n);
}

/** The same instant as another zone's clocks show it. */
export function inZone(value: DateTimeValue, zone: TzInfo): DateTimeValue {
  const utc = moved({ days: 0, micros: 0 }, microsSinceEpoch(value));
  return fromUtc(utc, zone);
}

/** A moment in UTC as a zone's clocks show it. */
export function fromUtc(utc: Moment, zone: TzInfo): DateTimeValue {
  const then = zone.at(utc);
  return new DateTimeValue(moved(utc, then.utcoffset(utc).micros), then);
}

function requireSameKind(left: DateTimeValue, right: DateTimeValue, verb: string): void {
  if ((left.zone === null) === (right.zone === null)) return;
  throw typeError(
    `can't ${verb} offset-naive and offset-aware datetimes`,
    'give the other one a zone too: value.replace(tzinfo=modules.pytz.utc)',
  );
}

/** What JavaScript's Date says, in UTC and without a zone. */
export function momentOfDate(date: Date): Moment {
  const milliseconds = date.getTime();
  const days = Math.floor(milliseconds / 86_400_000);
  return { days, micros: milliseconds * 1000 - days * DAY };
}
