import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/sample/calendar.js';
import { DIRT_KINDS, QUARANTINE_REASONS } from '../../../src/sample/dirt-kind.js';
import { generateShop } from '../../../src/sample/generate-shop.js';
import { DEFAULT_SAMPLE } from '../../../src/sample/sample-options.js';
import { type Generated, generate, type Recount, recount, splitLine } from './recount.js';

const REASONS: Readonly<Record<string, readonly string[]>> = {
  impossible_date: ['not_a_date'],
  duplicate_line: ['duplicate_row'],
  broken_line: ['wrong_field_count', 'broken_quote'],
};

function expectTruth({ truth }: Generated, found: Recount): void {
  const { total_price: totalPrice, final_price: finalPrice } = truth.sums;
  expect(found.rows).toBe(truth.rows);
  expect(found.accepted.length).toBe(truth.rows_accepted);
  for (const reason of QUARANTINE_REASONS)
    expect(found.quarantined[reason] ?? 0, reason).toBe(truth.quarantined[reason]);
  for (const [kind, count] of Object.entries(found.flags)) expect(count, kind).toBe(truth.dirt[kind as 'wrong_total']);
  expect(found.orders).toBe(truth.orders_accepted);
  expect(found.customers).toBe(truth.customers);
  expect(found.products).toBe(truth.products);
  expect([found.totalPrice, found.finalPrice]).toEqual([`${totalPrice}00`, finalPrice]);
}

describe('repeatability', () => {
  test('the same options give the same bytes, here and on every other machine', async () => {
    const options = { orders: 500, seed: 42, dirt: 0.1 };
    const [one, two] = await Promise.all([generate(options), generate(options)]);
    expect(one.sha256).toBe(two.sha256);
    expect(one.truth).toEqual(two.truth);
    // Changes only when the generator or the pinned faker changes on purpose.
    expect(one.sha256).toMatchInlineSnapshot(`"10b29bbe75b43c8ac95aff782110dadd28240fc69e5382c8f96a7b6d38ffe838"`);
  });

  test('another seed gives another shop', async () => {
    const [one, two] = await Promise.all([generate({ orders: 50, seed: 1 }), generate({ orders: 50, seed: 2 })]);
    expect(one.sha256).not.toBe(two.sha256);
    expect(one.truth.sums).not.toEqual(two.truth.sums);
  });

  test('dirt does not change the shop behind it', async () => {
    const clean = await generate({ orders: 400, dirt: 0 });
    const dirty = await generate({ orders: 400, dirt: 0.3, dirtKinds: ['duplicate_line'] });
    expect([...new Set(dirty.text.split('\n'))]).toEqual(clean.text.split('\n'));
  });
});

describe('dirt', () => {
  test('without dirt nothing is quarantined and nothing is flagged', async () => {
    const made = await generate({ orders: 2500, dirt: 0 });
    const found = recount(made.text);
    expectTruth(made, found);
    expect(found.quarantined).toEqual({});
    expect(Object.values(found.flags)).toEqual([0, 0, 0, 0]);
    expect(made.truth.orders_accepted).toBe(2500);
    expect(new Set(made.text.split('\n')).size).toBe(made.truth.rows + 2);
  });

  test.each([0.02, 0.4, 1])('all kinds together at a rate of %d are what the truth says', async (dirt) => {
    const made = await generate({ orders: 1500, seed: 11, dirt });
    expectTruth(made, recount(made.text));
    for (const kind of DIRT_KINDS) expect(made.truth.dirt[kind], kind).toBeGreaterThan(0);
    const all = Object.values(made.truth.dirt).reduce((sum, count) => sum + count, 0);
    const lines = made.truth.rows - made.truth.dirt.duplicate_line;
    if (dirt < 1) expect(all / lines).toBeCloseTo(dirt, 1);
  });

  test.each(DIRT_KINDS)('%s can be asked for alone', async (kind) => {
    const made = await generate({ orders: 800, seed: 3, dirt: 0.1, dirtKinds: [kind] });
    const found = recount(made.text);
    expectTruth(made, found);
    for (const other of DIRT_KINDS) {
      if (other === kind) expect(made.truth.dirt[other]).toBeGreaterThan(made.truth.rows * 0.05);
      else expect(made.truth.dirt[other], other).toBe(0);
    }
    for (const reason of QUARANTINE_REASONS) {
      const belongs = (REASONS[kind] ?? []).includes(reason);
      expect((found.quarantined[reason] ?? 0) > 0, reason).toBe(belongs);
    }
  });

  test('copies follow later, some at once and some far behind', async () => {
    const { text, truth } = await generate({ orders: 2000, dirt: 0.1, dirtKinds: ['duplicate_line'] });
    const first = new Map<string, number>();
    const distances: number[] = [];
    text.split('\n').forEach((line, at) => {
      if (line === '') return;
      const before = first.get(line);
      if (before === undefined) first.set(line, at);
      else distances.push(at - before);
    });
    expect(distances.length).toBe(truth.dirt.duplicate_line);
    expect(Math.max(...distances)).toBeGreaterThan(500);
    expect(distances.filter((distance) => distance > 50).length).toBeGreaterThan(distances.length / 2);
  });

  test('impossible dates reach every date column, Date included', async () => {
    const { text } = await generate({ orders: 1500, dirt: 0.5, dirtKinds: ['impossible_date'] });
    const odd = new Set<number>();
    for (const line of text.split('\n').slice(1, -1)) {
      const cells = splitLine(line) as string[];
      cells.forEach((cell, at) => {
        if (/02-30|13-01|31\/02|0000-00|soon|06-31|00-10|tomorrow/.test(cell) && !/^\d{10}|\+/.test(cell)) odd.add(at);
      });
    }
    expect([...odd].filter((at) => [0, 15, 16, 33, 34, 36, 44].includes(at))).toHaveLength(7);
  });

  test('broken lines come in all four ways, and the next line is whole again', async () => {
    const { text, truth } = await generate({ orders: 800, dirt: 0.2, dirtKinds: ['broken_line'] });
    const lines = text.split('\n').slice(1, -1);
    const counts = { short: 0, long: 0, open: 0, after: 0 };
    for (const line of lines) {
      const cells = splitLine(line);
      if (cells === 'broken_quote') counts[line.includes('" (sic)') ? 'after' : 'open'] += 1;
      else if (cells.length < 46) counts.short += 1;
      else if (cells.length > 46) counts.long += 1;
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(10);
    expect(counts.open + counts.after).toBe(truth.quarantined.broken_quote);
    expect(lines.length).toBe(truth.rows);
  });

  test('a product keeps its own spelling as the most frequent one in every beginning of the file', async () => {
    const { text, truth } = await generate({ orders: 1500, dirt: 0.9, dirtKinds: ['product_variant'] });
    const counts = new Map<string, Map<string, number>>();
    const right = new Set(truth.affinities.flat());
    for (const line of text.split('\n').slice(1, -1)) {
      const name = (splitLine(line) as string[])[1]!;
      const key = name.trim().replace(/ +/g, ' ').toLowerCase();
      const spellings = counts.get(key) ?? new Map<string, number>();
      spellings.set(name, (spellings.get(name) ?? 0) + 1);
      counts.set(key, spellings);
      const own = [...spellings].filter(([spelling]) => right.has(spelling)).reduce((sum, [, count]) => sum + count, 0);
      const others = [...spellings.values()].reduce((sum, count) => sum + count, 0) - own;
      if (others >= own) throw new Error(`${key}: ${others} other spellings, ${own} right ones`);
    }
    expect(truth.dirt.product_variant).toBeGreaterThan(truth.rows * 0.3);
  });
});

describe('ranges', () => {
  test.each([
    ['one day', dayOf(2024, 2, 29), dayOf(2024, 2, 29), 60],
    ['a far week', dayOf(2199, 12, 25), dayOf(2199, 12, 31), 30],
    ['fewer orders than days', dayOf(1900, 1, 1), dayOf(1999, 12, 31), 7],
  ])('%s', async (_name, from, to, orders) => {
    const made = await generate({ orders, from, to, dirt: 0 });
    const found = recount(made.text);
    expectTruth(made, found);
    expect(found.orders).toBe(orders);
    for (const row of found.accepted) {
      const day = Date.parse(`${row['Date']}T00:00:00Z`) / 86_400_000;
      expect(day).toBeGreaterThanOrEqual(from);
      expect(day).toBeLessThanOrEqual(to);
    }
  });

  test('no orders: the header alone', async () => {
    const { text, truth } = await generate({ orders: 0 });
    expect(text.split('\n')).toHaveLength(2);
    expect(truth).toMatchObject({
      orders: 0,
      rows: 0,
      customers: 0,
      sums: { total_price: '0.00', final_price: '0.0000' },
    });
  });
});

test('lines are made when they are read: a file of a billion orders starts at once', async () => {
  const shop = generateShop({ ...DEFAULT_SAMPLE, orders: 1_000_000_000 });
  let bytes = 0;
  for await (const chunk of shop) {
    bytes += chunk.length;
    if (bytes > 300_000) break;
  }
  expect(bytes).toBeLessThan(600_000);
  expect(shop.ordersDone()).toBeGreaterThan(100);
  expect(shop.ordersDone()).toBeLessThan(1000);
  expect(shop.truth().orders).toBe(shop.ordersDone());
});

test('a large file is what the truth says', async () => {
  const made = await generate({ orders: Number(process.env['JIGGY_SHOP_ORDERS'] ?? '2500'), seed: 5 });
  expectTruth(made, recount(made.text));
});
