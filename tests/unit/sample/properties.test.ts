import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf } from '../../../src/sample/calendar.js';
import { DIRT_KINDS, QUARANTINE_REASONS } from '../../../src/sample/dirt-kind.js';
import { generate, recount } from './recount.js';

const anyOptions = fc.record({
  orders: fc.integer({ min: 0, max: 120 }),
  seed: fc.maxSafeNat(),
  from: fc.integer({ min: dayOf(1900, 1, 1), max: dayOf(2190, 1, 1) }),
  length: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 2000 })),
  dirt: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  dirtKinds: fc.subarray([...DIRT_KINDS], { minLength: 1 }),
});

test('for any options the truth is what an independent count finds', async () => {
  await fc.assert(
    fc.asyncProperty(anyOptions, async ({ length, ...options }) => {
      const { text, truth } = await generate({ ...options, to: options.from + length });
      const found = recount(text);
      expect({
        orders: options.orders,
        orders_accepted: found.orders,
        rows: found.rows,
        rows_accepted: found.accepted.length,
        customers: found.customers,
        products: found.products,
        sums: [found.totalPrice, found.finalPrice],
        quarantined: QUARANTINE_REASONS.map((reason) => found.quarantined[reason] ?? 0),
        flags: found.flags,
      }).toEqual({
        orders: truth.orders,
        orders_accepted: truth.orders_accepted,
        rows: truth.rows,
        rows_accepted: truth.rows_accepted,
        customers: truth.customers,
        products: truth.products,
        sums: [`${truth.sums.total_price}00`, truth.sums.final_price],
        quarantined: QUARANTINE_REASONS.map((reason) => truth.quarantined[reason]),
        flags: Object.fromEntries(
          Object.keys(found.flags).map((kind) => [kind, truth.dirt[kind as keyof typeof truth.dirt]]),
        ),
      });
    }),
    { numRuns: 40 },
  );
});
