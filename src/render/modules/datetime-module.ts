import { typeError } from '../../jinja/error.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import { isoWeekStart } from './civil.js';
import { DateValue, ORDINAL, inRange, validDay } from './date-value.js';
import { DateTimeValue, fromUtc, moved, momentOfDate } from './datetime-value.js';
import { FixedZone } from './fixed-zone.js';
import { clockOfIso, datetimeOfIso, dayOfIso } from './iso-text.js';
import type { Members } from './members.js';
import { classValue, method, real, text, whole } from './members.js';
import { strptime } from './strptime.js';
import { CLOCK, replacedClock, TimeValue, zoneOf } from './time-value.js';
import { timedeltaClass } from './timedelta.js';
import type { Moment, TzInfo } from './tzinfo.js';
import { namedZone } from './named-zone.js';

/** The time that templates see: rendering has no clock of its own. */
export interface ModuleClock {
  now(): Date;
  /** The zone of `now()` and `today()`, as IANA names it. */
  readonly zone: string;
}

/** `modules.datetime` */
export function datetimeModule(clock: ModuleClock): Dict {
  return Dict.from({
    date: dateClass(clock),
    datetime: datetimeClass(clock),
    time: timeClass,
    timedelta: timedeltaClass,
    tzinfo: tzinfoClass,
  });
}

function localMoment(clock: ModuleClock): Moment {
  return fromUtc(momentOfDate(clock.now()), namedZone(clock.zone));
}

function dateClass(clock: ModuleClock): HostObject {
  return classValue('datetime.date', 'year month day', (given) => new DateValue(givenDay(given)), {
    today: method('today', '', () => new DateValue(localMoment(clock).days)),
    fromisoformat: method(
      'fromisoformat',
      'date_string',
      (given) => new DateValue(dayOfIso(text(given, 'date_string'))),
    ),
    fromordinal: method('fromordinal', 'n', (given) => new DateValue(inRange(whole(given, 'n', 1) - ORDINAL))),
    fromtimestamp: method('fromtimestamp', 'timestamp', (given) => new DateValue(atTimestamp(given, clock).days)),
    fromisocalendar: method('fromisocalendar', 'year week day', (given) => {
      const start = isoWeekStart(whole(given, 'year', 1), whole(given, 'week', 1));
      return new DateValue(start + whole(given, 'day', 1) - 1);
    }),
    min: () => new DateValue(1 - ORDINAL),
    max: () => new DateValue(validDay(9999, 12, 31)),
  });
}

function givenDay(given: Arguments): number {
  return validDay(whole(given, 'year', 0), whole(given, 'month', 0), whole(given, 'day', 0));
}

function datetimeClass(clock: ModuleClock): HostObject {
  const construct = (given: Arguments): Value =>
    new DateTimeValue({ days: givenDay(given), micros: replacedClock(0, given) }, zoneOf(given, null));
  return classValue('datetime.datetime', `year month day ${CLOCK}`, construct, {
    ...presentMembers(clock),
    strptime: method('strptime', 'date_string format', (given) => {
      const { offset, ...moment } = strptime(text(given, 'date_string'), text(given, 'format'));
      return new DateTimeValue(moment, offset === undefined ? null : new FixedZone(offset));
    }),
    fromisoformat: method('fromisoformat', 'date_string', (given) => datetimeOfIso(text(given, 'date_string'))),
    fromordinal: method('fromordinal', 'n', (given) => atMidnight(whole(given, 'n', 1) - ORDINAL)),
    combine: method('combine', 'date time tzinfo?', combine),
    min: () => atMidnight(1 - ORDINAL),
    max: () => new DateTimeValue({ days: validDay(9999, 12, 31), micros: 86_399_999_999 }, null),
  });
}

function atMidnight(days: number): DateTimeValue {
  return new DateTimeValue({ days, micros: 0 }, null);
}

/** What depends on the clock. */
function presentMembers(clock: ModuleClock): Members {
  const inZoneOf = (given: Arguments, utc: Moment): Value => {
    const zone = zoneOf(given, null, 'tz');
    return zone ? fromUtc(utc, zone) : new DateTimeValue(fromUtc(utc, namedZone(clock.zone)), null);
  };
  return {
    now: method('now', 'tz?', (given) => inZoneOf(given, momentOfDate(clock.now()))),
    today: method('today', '', () => new DateTimeValue(localMoment(clock), null)),
    utcnow: method('utcnow', '', () => new DateTimeValue(momentOfDate(clock.now()), null)),
    fromtimestamp: method('fromtimestamp', 'timestamp tz?', (given) => inZoneOf(given, timestampMoment(given))),
    utcfromtimestamp: method(
      'utcfromtimestamp',
      'timestamp',
      (given) => new DateTimeValue(timestampMoment(given), null),
    ),
  };
}

function timestampMoment(given: Arguments): Moment {
  return moved({ days: 0, micros: 0 }, BigInt(Math.round(real(given, 'timestamp') * 1_000_000)));
}

function atTimestamp(given: Arguments, clock: ModuleClock): Moment {
  return fromUtc(timestampMoment(given), namedZone(clock.zone));
}

function combine(given: Arguments): Value {
  const [date, time] = [given.get('date'), given.get('time')];
  if (!(date instanceof DateValue || date instanceof DateTimeValue) || !(time instanceof TimeValue)) {
    throw typeError('combine() needs a date and a time');
  }
  const zone: TzInfo | null = zoneOf(given, time.zone);
  return new DateTimeValue({ days: date.days, micros: time.micros }, zone);
}

const timeClass = classValue(
  'datetime.time',
  CLOCK,
  (given) => new TimeValue(replacedClock(0, given), zoneOf(given, null)),
  {
    fromisoformat: method('fromisoformat', 'time_string', (given) => {
      const { micros, zone } = clockOfIso(text(given, 'time_string'));
      return new TimeValue(micros, zone);
    }),
    min: () => new TimeValue(0, null),
    max: () => new TimeValue(86_399_999_999, null),
  },
);

const tzinfoClass = classValue(
  'datetime.tzinfo',
  '',
  () => {
    throw typeError('datetime.tzinfo itself knows no zone', "use modules.pytz: modules.pytz.timezone('Europe/Berlin')");
  },
  {},
);
