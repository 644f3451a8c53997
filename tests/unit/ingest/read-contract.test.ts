import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { exceedsBudget } from '../../../src/ingest/contract.js';
import { contractOf, contractsOf, hasContract } from '../../../src/ingest/read-contract.js';
import { sourceOf } from './support.js';

const landing = 'raw.orders_landing';

function jiggy(settings: JsonObject): { meta: JsonObject } {
  return { meta: { jiggy: settings } };
}

describe('a contract', () => {
  test('takes everything from the .yml, with defaults', () => {
    const source = sourceOf({ landing, duplicates: 'quarantine', budget: { max_quarantined: '2.5 %' } }, [
      { name: 'day', dataType: 'DATE', ...jiggy({ header: 'Day of order', required: true }) },
      { name: 'pieces', dataType: 'int' },
      { name: 'note', dataType: 'character  varying' },
    ]);
    expect(contractOf(source)).toEqual({
      diagnostics: [],
      value: {
        source: 'source.test.shop.orders',
        name: 'shop.orders',
        target: { schema: 'raw', identifier: 'orders' },
        landing: { schema: 'raw', identifier: 'orders_landing' },
        columns: [
          { name: 'day', header: 'Day of order', type: 'date', required: true },
          { name: 'pieces', header: 'pieces', type: 'integer', required: false },
          { name: 'note', header: 'note', type: 'text', required: false },
        ],
        duplicates: 'quarantine',
        budget: { kind: 'share', percent: 2.5, written: '2.5%' },
        at: { file: 'models/_sources.yml', line: 4, column: 9 },
      },
    });
  });

  test('without duplicates and budget keeps copies and sets no limit', () => {
    const { value } = contractOf(sourceOf({ landing: 'orders_landing' }, [{ name: 'a', dataType: 'text' }]));
    expect(value.duplicates).toBe('keep');
    expect(value.budget).toBeUndefined();
    expect(value.landing).toEqual({ schema: 'raw', identifier: 'orders_landing' });
  });

  test('is looked for only in sources that name a landing table', () => {
    const plain = sourceOf({}, [{ name: 'a' }]);
    const own = sourceOf({ landing }, [{ name: 'a', dataType: 'text' }]);
    expect(hasContract(plain)).toBe(false);
    expect(contractsOf([plain, own])).toMatchObject({ value: [{ name: 'shop.orders' }], diagnostics: [] });
  });
});

describe('what is wrong is said at its place', () => {
  const text = { name: 'a', dataType: 'text' };
  const table = { file: 'models/_sources.yml', line: 4 };

  test.each<[string, JsonObject, string, string]>([
    ['landing of three parts', { landing: 'a.b.c' }, 'contract/invalid', 'landing is not the name of a table'],
    ['an empty landing', { landing: '' }, 'contract/invalid', 'landing is not the name of a table'],
    ['a landing that is no text', { landing: 7 }, 'contract/invalid', 'landing is not the name of a table'],
    ['an unknown rule', { landing, duplicates: 'drop' }, 'contract/invalid', 'duplicates is not a known rule'],
    ['a bare budget', { landing, budget: '20%' }, 'contract/invalid', 'budget is not understood'],
    ['more than all', { landing, budget: { max_quarantined: '120%' } }, 'contract/invalid', 'budget is not understood'],
    ['half a row', { landing, budget: { max_quarantined: 0.5 } }, 'contract/invalid', 'budget is not understood'],
    ['below zero', { landing, budget: { max_quarantined: -1 } }, 'contract/invalid', 'budget is not understood'],
  ])('%s', (_, settings, code, message) => {
    const { diagnostics } = contractOf(sourceOf(settings, [text]));
    expect(diagnostics).toMatchObject([{ code, severity: 'error', at: table }]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.hint).toMatch(/^(Write|It takes)/);
    expect(contractsOf([sourceOf(settings, [text])]).value).toEqual([]);
  });

  test('an unknown key of the budget', () => {
    const { diagnostics } = contractOf(sourceOf({ landing, budget: { max_quarantined: 1, warn: 2 } }, [text]));
    expect(diagnostics).toMatchObject([{ message: 'Source shop.orders: the budget has the unknown key warn.' }]);
  });

  test('an unknown key is a warning that names the one that was meant', () => {
    const { diagnostics } = contractOf(sourceOf({ landing, duplicate: 'keep' }, [text]));
    expect(diagnostics).toMatchObject([
      { code: 'contract/unknown-key', severity: 'warning', hint: 'Did you mean duplicates?' },
    ]);
  });

  test('columns: no type, an unknown one, a wrong header, a wrong required, two of one header', () => {
    const { diagnostics } = contractOf(
      sourceOf({ landing }, [
        { name: 'a' },
        { name: 'b', dataType: 'dat' },
        { name: 'c', dataType: 'text', ...jiggy({ header: 5 }) },
        { name: 'd', dataType: 'text', ...jiggy({ required: 'yes' }) },
        { name: 'e', dataType: 'text', ...jiggy({ header: 'd' }) },
      ]),
    );
    expect(diagnostics.map(({ code, at, hint }) => [code, at?.line, at?.column, hint?.slice(0, 21)])).toEqual([
      ['contract/unknown-type', 6, 19, 'Give it a type that i'],
      ['contract/unknown-type', 7, 19, 'Did you mean date?'],
      ['contract/invalid', 8, 19, 'Write it as in the fi'],
      ['contract/invalid', 9, 19, 'Write true or false.'],
      ['contract/duplicate-header', 10, 19, undefined],
    ]);
  });

  test('no columns at all', () => {
    expect(contractOf(sourceOf({ landing }, [])).diagnostics).toMatchObject([
      { code: 'contract/no-columns', at: table },
    ]);
  });
});

describe('a budget', () => {
  test.each([
    [29, 29, 100, false],
    [29, 30, 100, true],
    [0.1, 1, 1000, false],
    [0.1, 2, 1000, true],
    [0, 0, 10, false],
    [0, 1, 10, true],
    [100, 10, 10, false],
  ])('of %s %%: %s of %s rows', (percent, quarantined, seen, over) => {
    expect(exceedsBudget({ kind: 'share', percent, written: '' }, quarantined, seen)).toBe(over);
  });

  test('of rows', () => {
    expect(exceedsBudget({ kind: 'rows', rows: 5, written: '5' }, 5, 6)).toBe(false);
    expect(exceedsBudget({ kind: 'rows', rows: 5, written: '5' }, 6, 6)).toBe(true);
  });
});
