import { valueError } from '../../jinja/error.js';
import { repr } from '../../jinja/printing.js';
import { daysOf, isoWeekStart, weekdayOf } from './civil.js';
import { DAYS, MONTHS } from './strftime.js';
import type { Moment } from './tzinfo.js';

/** What was read: a moment, and how far it is from UTC in seconds where the text says so. */
export interface Parsed extends Moment {
  readonly offset?: number;
}

const short = (names: readonly string[]): string => names.map((name) => name.slice(0, 3)).join('|');

const PATTERNS: { readonly [directive: string]: string } = {
  a: short(DAYS),
  A: DAYS.join('|'),
  b: short(MONTHS),
  B: MONTHS.join('|'),
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  G: '\\d{4}',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'am|pm',
  S: '6[01]|[0-5]\\d|\\d',
  u: '[1-7]',
  U: '5[0-3]|[0-4]\\d|\\d',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  W: '5[0-3]|[0-4]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'utc|gmt',
};

const SHORTHANDS: { readonly [directive: string]: string } = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** Python's `datetime.strptime`. Throws `template/value` where the text is not of that form. */
export function strptime(text: string, format: string): Parsed {
  const { pattern, directives } = patternOf(format);
  const found = pattern.exec(text);
  if (!found) throw valueError(`time data ${repr(text)} does not match format ${repr(format)}`);
  if (found[0].length < text.length) throw valueError(`unconverted data remains: ${text.slice(found[0].length)}`);
  const values = new Map(directives.map((directive, index) => [directive, found[index + 1] ?? '']));
  return momentOf(values, text, format);
}

function patternOf(format: string): { readonly pattern: RegExp; readonly directives: readonly string[] } {
  const expanded = format.replaceAll(/%([cxX])/g, (_, directive: string) => SHORTHANDS[directive] ?? '');
  const directives: string[] = [];
  const source = expanded.replaceAll(/%(.?)|\s+|[^%\s]+/gs, (part, directive: string | undefined) => {
    if (part.startsWith('%')) return directivePattern(directive ?? '', format, directives);
    return part.trim() === '' ? '\\s+' : part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return { pattern: new RegExp(`^${source}`, 'i'), directives };
}

function directivePattern(directive: string, format: string, directives: string[]): string {
  if (directive === '%') return '%';
  const pattern = PATTERNS[directive];
  if (pattern === undefined) throw valueError(`'${directive}' is a bad directive in format ${repr(format)}`);
  if (directives.includes(directive)) throw valueError(`the directive %${directive} stands twice in ${repr(format)}`);
  directives.push(directive);
  return `(${pattern})`;
}

type Values = ReadonlyMap<string, string>;

function momentOf(values: Values, text: string, format: string): Parsed {
  const days = dayOf(values);
  if (days === undefined)
    throw valueError(`time data ${repr(text)} does not match format ${repr(format)}: no such day`);
  const offset = offsetOf(values.get('z'), values.has('Z'));
  return { days, micros: microsOf(values), ...(offset === undefined ? {} : { offset }) };
}

function number(values: Values, directive: string): number | undefined {
  const value = values.get(directive);
  return value === undefined ? undefined : Number(value);
}

function dayOf(values: Values): number | undefined {
  const isoYear = number(values, 'G');
  const isoNumber = number(values, 'V');
  if (isoYear !== undefined && isoNumber !== undefined)
    return isoWeekStart(isoYear, isoNumber) + (weekday(values) ?? 0);
  const year = yearOf(values);
  const nth = number(values, 'j');
  if (nth !== undefined) return daysOf({ year, month: 1, day: 1 }) + nth - 1;
  const byWeek = dayOfWeekNumber(values, year);
  if (byWeek !== undefined) return byWeek;
  const month = monthOf(values);
  const day = number(values, 'd') ?? 1;
  const days = daysOf({ year, month, day });
  return day <= 28 || daysOf({ year, month, day: 1 }) + day - 1 === days ? sameMonth(days, year, month) : undefined;
}

function sameMonth(days: number, year: number, month: number): number | undefined {
  const after =
    month === 12 ? daysOf({ year: year + 1, month: 1, day: 1 }) : daysOf({ year, month: month + 1, day: 1 });
  return days < after ? days : undefined;
}

function dayOfWeekNumber(values: Values, year: number): number | undefined {
  const week = number(values, 'U') ?? number(values, 'W');
  const day = weekday(values);
  if (week === undefined || day === undefined) return undefined;
  const start = daysOf({ year, month: 1, day: 1 });
  const fromSunday = values.has('U');
  const first = fromSunday ? (weekdayOf(start) + 1) % 7 : weekdayOf(start);
  return start - first + (first === 0 ? week - 1 : week) * 7 + (fromSunday ? (day + 1) % 7 : day);
}

/** 0 is Monday. */
function weekday(values: Values): number | undefined {
  const named = values.get('A') ?? values.get('a');
  if (named !== undefined) return indexOfName(DAYS, named);
  const fromSunday = number(values, 'w');
  if (fromSunday !== undefined) return (fromSunday + 6) % 7;
  const iso = number(values, 'u');
  return iso === undefined ? undefined : iso - 1;
}

function yearOf(values: Values): number {
  const short = number(values, 'y');
  if (short !== undefined) return short <= 68 ? 2000 + short : 1900 + short;
  return number(values, 'Y') ?? 1900;
}

function monthOf(values: Values): number {
  const named = values.get('B') ?? values.get('b');
  return named === undefined ? (number(values, 'm') ?? 1) : indexOfName(MONTHS, named) + 1;
}

function indexOfName(names: readonly string[], name: string): number {
  return names.findIndex((each) => each.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase());
}

function microsOf(values: Values): number {
  const half = values.get('p')?.toLowerCase();
  const twelve = number(values, 'I');
  const hour = twelve === undefined ? (number(values, 'H') ?? 0) : (twelve % 12) + (half === 'pm' ? 12 : 0);
  const seconds = hour * 3600 + (number(values, 'M') ?? 0) * 60 + (number(values, 'S') ?? 0);
  return seconds * 1_000_000 + Number((values.get('f') ?? '').padEnd(6, '0'));
}

/** Seconds from UTC. */
function offsetOf(text: string | undefined, named: boolean): number | undefined {
  if (text === undefined) return undefined;
  if (text.toUpperCase() === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (text.slice(1).match(/\d\d/g) ?? []).map(Number);
  return named && text === '' ? 0 : (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}
