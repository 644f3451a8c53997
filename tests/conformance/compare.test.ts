import { describe, expect, it } from 'vitest';
import { compareByName, firstDifference } from './check.js';
import { compareCompiled, normalise } from './compiled.js';
import { compareListings, listings, nameOfListing } from './listings.js';
import { compareResults, nameOfResult, type NodeOutcome } from './results.js';

const pass: NodeOutcome = { status: 'pass', failures: 0, rows: null };

describe('comparison by name', () => {
  it('fails when neither side has anything', () => {
    expect(compareByName('relation', new Map(), new Map(), () => undefined)).toEqual([
      { area: 'relation', name: 'anything at all', difference: 'neither side has one' },
    ]);
  });

  it('makes a check of each name of either side', () => {
    const dbt = new Map([['a', 1], ['b', 1], ['d', 1]]); // prettier-ignore
    const jiggy = new Map([['b', 1], ['c', 1], ['d', 2]]); // prettier-ignore
    const checks = compareByName('x', dbt, jiggy, (left, right) => (left === right ? undefined : 'other'));
    expect(checks).toEqual([
      { area: 'x', name: 'a', difference: 'only dbt has it' },
      { area: 'x', name: 'b' },
      { area: 'x', name: 'c', difference: 'only jiggy has it' },
      { area: 'x', name: 'd', difference: 'other' },
    ]);
  });

  it('shows the first place where lists differ, also at their ends', () => {
    expect(firstDifference('line', ['a', 'b'], ['a', 'b'])).toBeUndefined();
    expect(firstDifference('line', ['a', 'b'], ['a', 'c'])).toBe('line 2: dbt b, jiggy c');
    expect(firstDifference('line', ['a'], ['a', 'b'])).toBe('line 2: dbt has none, jiggy b');
    expect(firstDifference('line', ['a', 'b'], ['a'])).toBe('line 2: dbt b, jiggy has none');
  });
});

describe('results', () => {
  it('agree when status, failures and rows do', () => {
    expect(compareResults(new Map([['t', pass]]), new Map([['t', pass]]))).toEqual([{ area: 'result', name: 't' }]);
  });

  it.each([
    ['the status', { ...pass, status: 'warn' }],
    ['the number of failures', { ...pass, failures: 1 }],
    ['failures that were not counted', { ...pass, failures: null }],
    ['the rows', { ...pass, rows: 3 }],
  ])('differ by %s', (_, other) => {
    const [check] = compareResults(new Map([['t', pass]]), new Map([['t', other]]));
    expect(check?.difference).toContain('dbt pass, 0 failures, jiggy');
  });

  it('are named without the hash of a generic test', () => {
    expect(nameOfResult('test.jiggy.unique_orders_order_id.fed79b3a6e')).toBe('test.jiggy.unique_orders_order_id');
    expect(nameOfResult('model.jiggy.orders')).toBe('model.jiggy.orders');
  });
});

describe('compiled SQL', () => {
  it('is the same whatever its white space and database', () => {
    const left = normalise('select *\n  from "a"."core"."orders"\n', 'a');
    expect(left).toBe(normalise('select * from "b"."core"."orders"', 'b'));
    expect(normalise("x in ( 'a','b' )", '')).toBe(normalise("x  in ('a', 'b')", ''));
    expect(normalise("select 1 -- it's one\n, 2", '')).toBe('select 1,2');
  });

  it('differs by anything else', () => {
    const [check] = compareCompiled(
      new Map([['orders.sql', normalise('select 1 from "a"."core"."orders"', 'a')]]),
      new Map([['orders.sql', normalise('select 1 from "a"."core"."orders"', 'b')]]),
    );
    expect(check?.difference).toBeDefined();
    expect(normalise("select 'A'", 'a')).not.toBe(normalise("select 'a'", 'a'));
    expect(normalise("select 'a,  b'", 'a')).not.toBe(normalise("select 'a, b'", 'a'));
    expect(normalise("select 'it''s ( x )'", 'a')).not.toBe(normalise("select 'it''s (x)'", 'a'));
  });
});

describe('listings', () => {
  it('may come in any order, but not with other lines', () => {
    const compare = (left: readonly string[], right: readonly string[]): string | undefined =>
      compareListings(new Map([['ls', left]]), new Map([['ls', right]]))[0]?.difference;
    expect(compare(['b', 'a'], ['a', 'b'])).toBeUndefined();
    expect(compare(['a', 'b'], ['a', 'b', 'b'])).toBeDefined();
    expect(compare(['a', 'b'], ['a', 'c'])).toBeDefined();
    expect(compare(['a'], [])).toBeDefined();
  });

  it('have names of their own', () => {
    const all = listings(false);
    expect(new Set(all.map(nameOfListing)).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining([...listings(true)]));
  });
});
