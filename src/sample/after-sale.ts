import type { Day } from './calendar.js';
import type { Product } from './catalogue.js';
import type { Random } from './random.js';
import { COMMENTS, type ReturnReason, VERDICTS } from './review-words.js';

/** A line that came back. */
export interface Return {
  readonly day: Day;
  readonly reason: ReturnReason;
}

/** What a customer wrote about a line after delivery. */
export interface Review {
  readonly day: Day;
  /** 1 to 5. */
  readonly rating: number;
  readonly feedback: string;
  /** Empty when the customer gave stars and a word only. */
  readonly comment: string;
}

const RETURN_RATE: Readonly<Record<Product['category'], number>> = {
  Clothing: 0.13,
  Electronics: 0.07,
  'Home & Kitchen': 0.045,
  'Toys & Games': 0.035,
  Books: 0.015,
};
const REVIEW_RATE = 0.32;

/**
 * Draws whether a delivered line comes back (3 to 24 days after delivery, not after `asOf`). Poor and misdescribed products come back
 * more often, and so do parcels that were more than five days late.
 */
export function drawReturn(
  random: Random,
  product: Product,
  delivered: Day,
  lateBy: number,
  asOf: Day,
): Return | undefined {
  const base = RETURN_RATE[product.category] * (1 + (4.1 - product.quality) * 0.6);
  const rate = base + (product.misdescribed ? 0.12 : 0) + (lateBy > 5 ? 0.05 : 0);
  if (!random.chance(rate)) return undefined;
  const day = delivered + random.between(3, 24);
  const reason = returnReason(random, product, lateBy);
  return day > asOf ? undefined : { day, reason };
}

function returnReason(random: Random, product: Product, lateBy: number): ReturnReason {
  if (lateBy > 5 && random.chance(0.6)) return 'Arrived Too Late';
  if (product.misdescribed && random.chance(0.7)) return 'Not as Described';
  if (product.category === 'Clothing' && random.chance(0.6)) return 'Wrong Size';
  const draw = random.float();
  if (draw < 0.3) return 'Changed Mind';
  if (draw < 0.55) return 'Damaged in Transit';
  if (draw < 0.85) return product.category === 'Books' ? 'Changed Mind' : 'Defective';
  return 'Not as Described';
}

/**
 * Draws whether a delivered line is reviewed (1 to 14 days after delivery, not after `asOf`). The rating follows the product's
 * quality, and suffers from a late parcel and from what made the customer send it back.
 */
export function drawReview(
  random: Random,
  product: Product,
  delivered: Day,
  lateBy: number,
  returned: Return | undefined,
  asOf: Day,
): Review | undefined {
  if (!random.chance(REVIEW_RATE)) return undefined;
  const day = delivered + random.between(1, 14);
  const trouble = Math.min(2, Math.max(0, lateBy) * 0.15) + (returned ? 1.3 : 0) + (product.misdescribed ? 0.5 : 0);
  const spread = random.float() + random.float() - 1;
  const rating = Math.min(5, Math.max(1, Math.round(product.quality - trouble + spread * 1.8)));
  const feedback = oneOf(random, VERDICTS[rating - 1] ?? []);
  const comment = random.chance(0.55) ? oneOf(random, COMMENTS[rating - 1] ?? []) : '';
  return day > asOf ? undefined : { day, rating, feedback, comment };
}

function oneOf(random: Random, texts: readonly string[]): string {
  return texts[random.below(texts.length)] ?? '';
}
