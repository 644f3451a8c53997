import { civilOf, type Day } from './calendar.js';
import { blackFriday } from './seasons.js';

/** A reason for a discount on a whole order. */
export interface Promotion {
  readonly name: string;
  /** Empty when no code is needed. */
  readonly coupon: string;
  /** Whole percent off every line. */
  readonly percent: number;
}

export const NO_PROMOTION: Promotion = { name: '', coupon: '', percent: 0 };

/** For the first order of a customer who uses the code. */
export const WELCOME: Promotion = { name: 'Welcome', coupon: 'WELCOME10', percent: 10 };

export type Membership = 'Guest' | 'Bronze' | 'Silver' | 'Gold' | 'Platinum';

const MEMBERS: Readonly<Record<Membership, Promotion>> = {
  Guest: NO_PROMOTION,
  Bronze: NO_PROMOTION,
  Silver: { name: 'Member Discount', coupon: '', percent: 2 },
  Gold: { name: 'Member Discount', coupon: '', percent: 4 },
  Platinum: { name: 'Member Discount', coupon: '', percent: 7 },
};

/** The tier of a member by the orders so far, this one included. */
export function tierOf(orders: number): Membership {
  if (orders >= 12) return 'Platinum';
  if (orders >= 6) return 'Gold';
  return orders >= 3 ? 'Silver' : 'Bronze';
}

export function memberPromotion(membership: Membership): Promotion {
  return MEMBERS[membership];
}

/** What the shop promotes on a day; at most one thing. */
export function promotionOf(day: Day): Promotion {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const twoDigits = String(year % 100).padStart(2, '0');
  const fromBlackFriday = day - blackFriday(year);
  if (fromBlackFriday >= -1 && fromBlackFriday <= 3) return sale('Black Friday', `BLACK${twoDigits}`, 20);
  if (month === 1 && dayOfMonth <= 14) return sale('New Year Clearance', '', 15);
  if (month === 4 && dayOfMonth <= 10) return sale('Spring Sale', `SPRING${twoDigits}`, 10);
  if (month === 7 && dayOfMonth >= 10 && dayOfMonth <= 24) return sale('Summer Sale', '', 12);
  if (month === 9 && dayOfMonth <= 7) return sale('Back to School', `SCHOOL${twoDigits}`, 8);
  return NO_PROMOTION;
}

function sale(name: string, coupon: string, percent: number): Promotion {
  return { name, coupon, percent };
}
