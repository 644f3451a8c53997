import type { HostObject } from '../../jinja/values.js';
import type { TimeDelta } from './timedelta.js';

/** A moment without a zone: days since 1970-01-01 and microseconds of the day. */
export interface Moment {
  readonly days: number;
  readonly micros: number;
}

/** What tells a datetime's distance from UTC, as Python's `tzinfo`. */
export interface TzInfo extends HostObject {
  readonly isTzInfo: true;
  /** At a local moment. */
  utcoffset(local: Moment): TimeDelta;
  dst(local: Moment): TimeDelta;
  tzname(local: Moment): string;
  /** The zone that a datetime has after the moment in UTC was brought to this zone: itself, or its summer or winter form. */
  at(utc: Moment): TzInfo;
}
