import { valueError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import { isoWeekStart } from './civil.js';
import { validDay } from './date-value.js';
import { DateTimeValue } from './datetime-value.js';
import { FixedZone } from './fixed-zone.js';
import type { Moment, TzInfo } from './tzinfo.js';

const DATE = String.raw`(?<year>\d{4})-?(?:W(?<week>\d\d)(?:-?(?<weekday>\d))?|(?<month>\d\d)-?(?<day>\d\d))`;
const CLOCK = String.raw`(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?`;
const OFFSET = String.raw`(?<offset>Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?`;

const ONLY_DATE = new RegExp(`^${DATE}$`);
const DATE_TIME = new RegExp(`^${DATE}(?:.${CLOCK}${OFFSET})?$`);
const ONLY_CLOCK = new RegExp(`^T?${CLOCK}${OFFSET}$`);

type Groups = { readonly [name: string]: string | undefined };

/** `2024-01-31`. Throws `template/value`. */
export function dayOfIso(text: string): number {
  return dayOf(groupsOf(ONLY_DATE, text), text);
}

/** `2024-01-31T12:30:00+01:00`. Throws `template/value`. */
export function datetimeOfIso(text: string): DateTimeValue {
  const groups = groupsOf(DATE_TIME, text);
  const moment: Moment = { days: dayOf(groups, text), micros: microsOf(groups) };
  return new DateTimeValue(moment, zoneOfOffset(groups['offset']));
}

/** `12:30:00`: microseconds of the day and the zone. Throws `template/value`. */
export function clockOfIso(text: string): { readonly micros: number; readonly zone: TzInfo | null } {
  const groups = groupsOf(ONLY_CLOCK, text);
  return { micros: microsOf(groups), zone: zoneOfOffset(groups['offset']) };
}

function groupsOf(pattern: RegExp, text: string): Groups {
  const groups = pattern.exec(text)?.groups;
  if (groups) return groups;
  throw valueError(`Invalid isoformat string: ${repr(text)}`);
}

function dayOf(groups: Groups, text: string): number {
  const year = Number(groups['year']);
  if (groups['week'] !== undefined)
    return isoWeekStart(year, Number(groups['week'])) + Number(groups['weekday'] ?? 1) - 1;
  if (groups['month'] === undefined) throw valueError(`Invalid isoformat string: ${repr(text)}`);
  return validDay(year, Number(groups['month']), Number(groups['day']));
}

function microsOf(groups: Groups): number {
  const seconds =
    Number(groups['hour'] ?? 0) * 3600 + Number(groups['minute'] ?? 0) * 60 + Number(groups['second'] ?? 0);
  return seconds * 1_000_000 + Number((groups['fraction'] ?? '').slice(0, 6).padEnd(6, '0'));
}

function zoneOfOffset(offset: string | undefined): TzInfo | null {
  if (offset === undefined) return null;
  if (offset === 'Z') return new FixedZone(0);
  const [hours = 0, minutes = 0, seconds = 0] = (offset.slice(1).match(/\d\d/g) ?? []).map(Number);
  return new FixedZone((offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds));
}
