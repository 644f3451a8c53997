import { describe, expect, test } from 'vitest';
import { civilOf, dayOf, isoOf, parseIsoDay, weekdayOf, workingDay } from '../../../src/sample/calendar.js';
import { blackFriday } from '../../../src/sample/seasons.js';

describe('calendar', () => {
  test('agrees with Date on every day of three centuries', () => {
    for (let day = dayOf(1900, 1, 1); day <= dayOf(2199, 12, 31); day += 1) {
      const date = new Date(day * 86_400_000);
      if (isoOf(day) !== date.toISOString().slice(0, 10)) throw new Error(`${isoOf(day)} is not ${date.toISOString()}`);
      if (weekdayOf(day) !== date.getUTCDay()) throw new Error(`Weekday of ${isoOf(day)}`);
    }
    expect(civilOf(dayOf(2000, 2, 29))).toEqual({ year: 2000, month: 2, day: 29 });
  });

  test('reads dates and nothing else', () => {
    expect(parseIsoDay('1970-01-02')).toBe(1);
    expect(parseIsoDay('2024-02-29')).toBe(dayOf(2024, 2, 29));
    for (const text of ['2023-02-29', '2024-13-01', '2024-00-10', '2024-1-5', '20240105', 'soon', '', '2024-01-01 '])
      expect(parseIsoDay(text), text).toBeUndefined();
  });

  test('moves Sundays to Monday', () => {
    expect(isoOf(workingDay(dayOf(2024, 3, 3)))).toBe('2024-03-04');
    expect(isoOf(workingDay(dayOf(2024, 3, 2)))).toBe('2024-03-02');
  });

  test('knows Black Friday', () => {
    expect([2021, 2022, 2023, 2024, 2025].map((year) => isoOf(blackFriday(year)))).toEqual([
      '2021-11-26',
      '2022-11-25',
      '2023-11-24',
      '2024-11-29',
      '2025-11-28',
    ]);
  });
});
