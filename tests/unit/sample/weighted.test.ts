import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomOf } from '../../../src/sample/random.js';
import { cumulativeShares, positionIn, weightedPick } from '../../../src/sample/weighted.js';

test('weightedPick follows the weights and never picks a weight of 0', () => {
  const pick = weightedPick([1, 0, 2, 5, 0, 2]);
  const random = randomOf(1, 'picks');
  const counts = new Array<number>(6).fill(0);
  for (let i = 0; i < 100_000; i += 1) counts[pick(random)]! += 1;
  expect(counts[1]).toBe(0);
  expect(counts[4]).toBe(0);
  expect(counts[0]! / 10_000).toBeCloseTo(1, 1);
  expect(counts[3]! / 10_000).toBeCloseTo(5, 1);
});

test('weightedPick stays inside any list of weights', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(weights, fc.nat(), (list, seed) => {
      fc.pre(list.some((weight) => weight > 0));
      const pick = weightedPick(list);
      const random = randomOf(seed, 'picks');
      return Array.from({ length: 200 }, () => pick(random)).every((index) => (list[index] ?? 0) > 0);
    }),
  );
});

test('positionIn takes the last share for whatever rounding leaves over', () => {
  const shares = cumulativeShares([1, 1, 2]);
  expect(shares).toEqual([0.25, 0.5, 1]);
  expect([0, 0.2499, 0.25, 0.5, 0.9999].map((value) => positionIn(shares, value))).toEqual([0, 0, 1, 2, 2]);
});
