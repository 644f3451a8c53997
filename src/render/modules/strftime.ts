import type { Moment } from './tzinfo.js';
import { civilOf, dayOfYear, isoWeek, pad, weekdayOf } from './civil.js';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A moment, with what its zone says. */
export interface Stamp extends Moment {
  /** `+0100`, empty without a zone. */
  readonly offset: string;
  readonly zone: string;
}

/** A number and its width and padding, or a text. */
type Part = string | { readonly value: number; readonly width: number; readonly fill: '0' | ' ' };

const zeros = (value: number, width: number): Part => ({ value, width, fill: '0' });
const blanks = (value: number, width: number): Part => ({ value, width, fill: ' ' });

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

const PARTS: { readonly [directive: string]: (fields: Fields, stamp: Stamp) => Part } = {
  a: ({ weekday }) => (DAYS[weekday] ?? '').slice(0, 3),
  A: ({ weekday }) => DAYS[weekday] ?? '',
  b: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  h: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => MONTHS[month - 1] ?? '',
  C: ({ year }) => zeros(Math.floor(year / 100), 2),
  d: ({ day }) => zeros(day, 2),
  e: ({ day }) => blanks(day, 2),
  f: (_, { micros }) => pad(micros % 1_000_000, 6),
  g: (_, { days }) => zeros(isoWeek(days).year % 100, 2),
  G: (_, { days }) => zeros(isoWeek(days).year, 4),
  H: ({ hour }) => zeros(hour, 2),
  I: ({ hour }) => zeros(hour % 12 || 12, 2),
  j: (_, { days }) => zeros(dayOfYear(days), 3),
  k: ({ hour }) => blanks(hour, 2),
  l: ({ hour }) => blanks(hour % 12 || 12, 2),
  m: ({ month }) => zeros(month, 2),
  M: ({ minute }) => zeros(minute, 2),
  n: () => '\n',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  s: (_, { days, micros }) => String(days * 86_400 + Math.floor(micros / 1_000_000)),
  S: ({ second }) => zeros(second, 2),
  t: () => '\t',
  u: ({ weekday }) => String(weekday + 1),
  U: ({ weekday }, { days }) => zeros(Math.floor((dayOfYear(days) + 6 - ((weekday + 1) % 7)) / 7), 2),
  V: (_, { days }) => zeros(isoWeek(days).week, 2),
  w: ({ weekday }) => String((weekday + 1) % 7),
  W: ({ weekday }, { days }) => zeros(Math.floor((dayOfYear(days) + 6 - weekday) / 7), 2),
  y: ({ year }) => zeros(year % 100, 2),
  Y: ({ year }) => String(year),
  z: (_, { offset }) => offset,
  Z: (_, { zone }) => zone,
  '%': () => '%',
};

/** Directives that stand for several. */
const SHORTHANDS: { readonly [directive: string]: string } = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** Python's `strftime`, as with the C locale on Linux; `-`, `_`, `0` and `^` before a directive change its padding and case. */
export function strftime(stamp: Stamp, format: string): string {
  const fields = fieldsOf(stamp);
  return format.replaceAll(/%([-_0^#]?)(:?[a-zA-Z%])/g, (whole, flag: string, directive: string) => {
    const shorthand = SHORTHANDS[directive];
    if (shorthand !== undefined) return strftime(stamp, shorthand);
    const part = PARTS[directive]?.(fields, stamp);
    return part === undefined ? whole : shown(part, flag);
  });
}

function shown(part: Part, flag: string): string {
  if (typeof part === 'string') return flag === '^' ? part.toUpperCase() : part;
  if (flag === '-') return String(part.value);
  return String(part.value).padStart(part.width, flag === '_' ? ' ' : flag === '0' ? '0' : part.fill);
}

function fieldsOf({ days, micros }: Moment): Fields {
  const seconds = Math.floor(micros / 1_000_000);
  return {
    ...civilOf(days),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    weekday: weekdayOf(days),
  };
}
