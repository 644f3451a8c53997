import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash32, hashFloat, keyOf, randomOf } from '../../../src/sample/random.js';

describe('randomOf', () => {
  test('gives the same numbers on every platform and Node version', () => {
    const random = randomOf(42, 'orders');
    expect([random.next(), random.next(), random.next()]).toMatchInlineSnapshot(`
      [
        2476030860,
        2252449686,
        550828849,
      ]
    `);
    expect([hash32(7, 11), keyOf(2 ** 53 - 1, 'dirt')]).toMatchInlineSnapshot(`
      [
        2522950267,
        1976602119,
      ]
    `);
  });

  test('separates purposes and seeds, also seeds that differ above 32 bits only', () => {
    const first = [randomOf(1, 'a'), randomOf(1, 'b'), randomOf(2, 'a'), randomOf(1 + 2 ** 32, 'a')];
    expect(new Set(first.map((random) => random.next())).size).toBe(4);
  });

  test('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 1_000_000 }), (seed, limit) => {
        const random = randomOf(seed, 'bounds');
        for (let i = 0; i < 20; i += 1) {
          const below = random.below(limit);
          const between = random.between(3, 3 + limit);
          const float = random.float();
          if (!Number.isInteger(below) || below < 0 || below >= limit) return false;
          if (!Number.isInteger(between) || between < 3 || between > 3 + limit) return false;
          if (float < 0 || float >= 1) return false;
        }
        return true;
      }),
    );
  });

  test('is even: ten boxes fill alike', () => {
    const random = randomOf(5, 'even');
    const boxes = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i += 1) boxes[random.below(10)]! += 1;
    const hashes = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i += 1) hashes[Math.floor(hashFloat(9, i) * 10)]! += 1;
    // The standard deviation of a box is 95.
    for (const count of [...boxes, ...hashes]) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });
});
