/** A day of the calendar. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Microseconds of a day. */
export const DAY = 86_400_000_000;

/** Days from 1970-01-01 to the day. */
export function daysOf({ year, month, day }: Civil): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

/** The day that is so many days after 1970-01-01. */
export function civilOf(days: number): Civil {
  const date = new Date(days * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function daysInMonth(year: number, month: number): number {
  return civilOf(daysOf(month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }) - 1)
    .day;
}

/** 0 is Monday. */
export function weekdayOf(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

/** 1 is January 1. */
export function dayOfYear(days: number): number {
  return days - daysOf({ year: civilOf(days).year, month: 1, day: 1 }) + 1;
}

/** The ISO year and week that a day belongs to. */
export function isoWeek(days: number): { readonly year: number; readonly week: number } {
  const thursday = days - weekdayOf(days) + 3;
  const { year } = civilOf(thursday);
  return { year, week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

/** The first Monday's week of an ISO year, as days. */
export function isoWeekStart(year: number, week: number): number {
  const january4 = daysOf({ year, month: 1, day: 4 });
  return january4 - weekdayOf(january4) + (week - 1) * 7;
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `2024-01-31` */
export function isoDay(days: number): string {
  const { year, month, day } = civilOf(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
