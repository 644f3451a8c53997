import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/sample/calendar.js';
import { DIRT_KINDS } from '../../../src/sample/dirt-kind.js';
import { DEFAULT_SAMPLE, readSampleOptions } from '../../../src/sample/sample-options.js';

function complaints(texts: Parameters<typeof readSampleOptions>[0]): string[] {
  return readSampleOptions(texts).diagnostics.map((each) => [each.code, each.message, each.hint].join(' | '));
}

describe('readSampleOptions', () => {
  test('takes defaults for what is absent', () => {
    expect(readSampleOptions({})).toEqual({ value: DEFAULT_SAMPLE, diagnostics: [] });
  });

  test('reads everything', () => {
    const texts = {
      orders: '250',
      seed: '9007199254740991',
      from: '2024-02-29',
      to: '2024-03-01',
      dirt: '.5',
      dirtKinds: 'broken_line, wrong_total',
    };
    expect(readSampleOptions(texts)).toEqual({
      value: {
        orders: 250,
        seed: 9007199254740991,
        from: dayOf(2024, 2, 29),
        to: dayOf(2024, 3, 1),
        dirt: 0.5,
        dirtKinds: ['wrong_total', 'broken_line'],
      },
      diagnostics: [],
    });
  });

  test.each([
    [{ orders: '-1' }, /usage\/bad-number \| --orders must be a whole number from 0 to 1000000000; it is "-1"/],
    [{ orders: '1e3' }, /--orders must be a whole number/],
    [{ orders: '1000000001' }, /--orders must be a whole number/],
    [{ orders: '' }, /--orders must be a whole number/],
    [{ seed: 'abc' }, /--seed must be a whole number from 0 to 9007199254740991; it is "abc"/],
    [{ seed: '9007199254740993' }, /--seed must be a whole number/],
    [{ dirt: '2' }, /--dirt must be a number from 0 to 1; it is "2".*share of the lines/],
    [{ dirt: '2%' }, /--dirt must be a number from 0 to 1.*Write 2% as 0.02/],
    [{ dirt: '-0.1' }, /--dirt must be a number from 0 to 1/],
    [{ dirt: 'NaN' }, /--dirt must be a number from 0 to 1/],
    [{ from: '2023-02-29' }, /usage\/bad-date \| --from must be a date; "2023-02-29" is none.*YYYY-MM-DD/],
    [{ to: '31/12/2024' }, /--to must be a date; "31\/12\/2024" is none/],
    [{ from: '1899-12-31' }, /--from must lie in 1900-01-01 to 2199-12-31/],
    [{ from: '2024-05-02', to: '2024-05-01' }, /usage\/bad-range \| --from 2024-05-02 lies after --to 2024-05-01/],
    [{ from: '2025-01-01' }, /--from 2025-01-01 lies after --to 2024-12-31 \(the default\)/],
    [{ dirtKinds: 'wrong_totals' }, /There is no kind of dirt called "wrong_totals".*Did you mean wrong_total\?/],
    [{ dirtKinds: 'zzz' }, new RegExp(`called "zzz". \\| The kinds are ${DIRT_KINDS.join(', ')}`)],
    [{ dirtKinds: '' }, /--dirt-kinds holds an empty name.*The kinds are/],
  ])('%j: one clear message', (texts, message) => {
    const found = complaints(texts);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  test('reports every mistake at once', () => {
    expect(complaints({ orders: 'x', dirt: '9', from: 'soon', dirtKinds: 'a,b' })).toHaveLength(5);
  });
});
