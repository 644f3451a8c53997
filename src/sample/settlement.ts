import { type Day, workingDay } from './calendar.js';
import type { Random } from './random.js';
import { cumulativeShares, positionIn } from './weighted.js';

export const PAYMENT_TYPES = ['Credit Card', 'PayPal', 'Debit Card', 'Bank Transfer'] as const;

export type PaymentType = (typeof PAYMENT_TYPES)[number];

export type PaymentStatus = 'Processed' | 'Pending' | 'Failed';

/** What becomes of an order until it leaves the warehouse, as known on the day of the export. */
export type Settlement =
  | { readonly kind: 'cancelled'; readonly payment: PaymentStatus }
  | { readonly kind: 'waiting'; readonly payment: PaymentStatus }
  | { readonly kind: 'shipped'; readonly shipped: Day };

const FAILURES: Readonly<Record<PaymentType, number>> = {
  'Credit Card': 0.03,
  PayPal: 0.012,
  'Debit Card': 0.038,
  'Bank Transfer': 0.018,
};

/** Share of orders that customers take back before they are shipped. */
const WITHDRAWN = 0.025;
/** The shop waits so many days for a failed payment before it cancels. */
const PATIENCE = 3;
/** Weights of leaving 0, 1, 2, 3 days after payment. */
const PACKING = cumulativeShares([8, 22, 62, 8]);
/** A bank transfer takes one to this many days. */
const SLOWEST_TRANSFER = 4;

/**
 * Draws payment and dispatch. A failed payment ends in a cancellation after three days, bank transfers take one to four days to
 * arrive, parcels leave on working days, mostly two days after payment (later in a rush). `asOf` is the day of the export: what
 * lies after it is still open.
 */
export function settle(random: Random, ordered: Day, type: PaymentType, rush: boolean, asOf: Day): Settlement {
  const failed = random.chance(FAILURES[type]);
  const withdrawn = random.chance(WITHDRAWN);
  const paid = ordered + (type === 'Bank Transfer' ? random.between(1, SLOWEST_TRANSFER) : 0);
  const shipped = workingDay(paid + packingDays(random) + (rush ? random.below(2) : 0));
  if (failed) {
    return { kind: ordered + PATIENCE <= asOf ? 'cancelled' : 'waiting', payment: 'Failed' };
  }
  if (withdrawn && ordered + 1 <= asOf) {
    return { kind: 'cancelled', payment: paid <= ordered ? 'Processed' : 'Pending' };
  }
  if (paid > asOf) return { kind: 'waiting', payment: 'Pending' };
  return shipped > asOf ? { kind: 'waiting', payment: 'Processed' } : { kind: 'shipped', shipped };
}

/** The day on which the shop counts on the money. */
export function payableDay(ordered: Day, type: PaymentType): Day {
  return type === 'Bank Transfer' ? ordered + SLOWEST_TRANSFER - 1 : ordered;
}

function packingDays(random: Random): number {
  return positionIn(PACKING, random.float());
}
