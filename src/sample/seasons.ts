import { civilOf, type Day, dayOf, weekdayOf } from './calendar.js';
import { randomOf } from './random.js';

/** Demand by weekday, Sunday first, and by month, January first. */
const WEEKDAYS = [1.14, 1.1, 0.98, 0.95, 0.97, 0.93, 0.93];
const MONTHS = [0.86, 0.82, 0.9, 0.94, 0.98, 0.95, 0.9, 0.92, 0.97, 1.04, 1.24, 1.42];

/** The shop grows by this share of its first year every year. */
const GROWTH = 0.15;

/**
 * Spreads `orders` over the days `from` .. `to` (both included) by weekday, month, peak days, growth and chance. The counts add up
 * to `orders` exactly.
 */
export function* ordersPerDay(
  seed: number,
  orders: number,
  from: Day,
  to: Day,
): Generator<{ readonly day: Day; readonly orders: number }> {
  let total = 0;
  for (const { weight } of dayWeights(seed, from, to)) total += weight;
  let sum = 0;
  let given = 0;
  for (const { day, weight } of dayWeights(seed, from, to)) {
    sum += weight;
    const until = day === to ? orders : Math.min(orders, Math.round((orders * sum) / total));
    yield { day, orders: until - given };
    given = until;
  }
}

function* dayWeights(seed: number, from: Day, to: Day): Generator<{ readonly day: Day; readonly weight: number }> {
  const random = randomOf(seed, 'demand of days');
  for (let day = from; day <= to; day += 1) {
    const { month } = civilOf(day);
    const usual = (WEEKDAYS[weekdayOf(day)] ?? 1) * (MONTHS[month - 1] ?? 1) * (1 + (GROWTH * (day - from)) / 365);
    yield { day, weight: usual * peakOf(day) * (0.88 + 0.24 * random.float()) };
  }
}

/** How much more than usual is ordered on a day, because of what it is. */
function peakOf(day: Day): number {
  const fromBlackFriday = day - blackFriday(civilOf(day).year);
  if (fromBlackFriday === 0) return 3.4;
  if (fromBlackFriday === 3) return 2.8;
  if (fromBlackFriday === 1 || fromBlackFriday === 2) return 2;
  if (fromBlackFriday >= -4 && fromBlackFriday < 0) return 1.4;
  const { month, day: dayOfMonth } = civilOf(day);
  if (month === 12) return dayOfMonth <= 18 ? 1.3 : dayOfMonth <= 23 ? 0.9 : 0.5;
  return month === 1 && dayOfMonth === 1 ? 0.6 : 1;
}

/** The day after the fourth Thursday of November. */
export function blackFriday(year: number): Day {
  const firstOfNovember = dayOf(year, 11, 1);
  const firstThursday = firstOfNovember + ((4 - weekdayOf(firstOfNovember) + 7) % 7);
  return firstThursday + 22;
}
