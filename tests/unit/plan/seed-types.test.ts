import { describe, expect, it } from 'vitest';
import { inferType } from '../../../src/plan/materializations/seed-types.js';

describe('inferType', () => {
  it.each([
    [['1', '-2', ''], 'integer'],
    [['1', '9999999999'], 'bigint'],
    [['1', '2.5'], 'float8'],
    [['1.0'], 'float8'],
    [['2026-01-31', 'null'], 'date'],
    [['2026-02-30'], 'text'],
    [['2026-01-31 10:00:00'], 'timestamp without time zone'],
    [['true', 'False', ''], 'boolean'],
    [['yes', 'no'], 'text'],
    [['', 'null'], 'integer'],
    [['1', 'a'], 'text'],
  ])('%j is %s', (cells, type) => {
    expect(inferType(cells)).toBe(type);
  });
});
