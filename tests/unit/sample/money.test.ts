import { expect, test } from 'vitest';
import { cents, divideHalfUp, fraction, tenThousandths } from '../../../src/sample/money.js';

test('amounts are written as plain decimals', () => {
  expect([0, 5, 99, 100, 1205, 65_535, 65_536, 123_456_789_012].map(cents)).toEqual([
    '0.00',
    '0.05',
    '0.99',
    '1.00',
    '12.05',
    '655.35',
    '655.36',
    '1234567890.12',
  ]);
  expect([0, 7, 120_503, 13_171_220].map(tenThousandths)).toEqual(['0.0000', '0.0007', '12.0503', '1317.1220']);
  expect([0, 7, 29].map(fraction)).toEqual(['0.00', '0.07', '0.29']);
});

test('divisions round half up', () => {
  expect([149, 150, 151, 250].map((amount) => divideHalfUp(amount, 100))).toEqual([1, 2, 2, 3]);
});
