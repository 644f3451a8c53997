import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOf } from '../../src/core/diagnostic.js';
import { generateShop } from '../../src/sample/generate-shop.js';
import { readSampleOptions } from '../../src/sample/sample-options.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Flags, type Found, hashRelations, readFlags, readFound, readQuarantine, withClient } from './found.js';
import { generateInto, jiggy, type Load, loadAndBuild } from './jiggy.js';
import { type Recount, recount, tenThousandths } from './recount.js';

/** The generator's truth file, as far as it is compared. */
interface Truth {
  readonly orders_accepted: number;
  readonly rows: number;
  readonly rows_accepted: number;
  readonly quarantined: Readonly<Record<string, number>>;
  readonly dirt: Readonly<Record<string, number>>;
  readonly customers: number;
  readonly products: number;
  readonly sums: { readonly total_price: string; readonly final_price: string };
}

interface Outcome {
  readonly truth: Truth;
  readonly counted: Recount;
  readonly load: Load;
  readonly found: Found;
  readonly quarantine: Readonly<Record<string, number>>;
}

const folder = mkdtempSync(join(tmpdir(), 'jiggy-warehouse-'));
const FLAGGED = ['wrong_total', 'contradictory_status', 'product_variant', 'missing_contact'] as const;
const REJECTED = ['impossible_date', 'duplicate_line', 'broken_line'] as const;

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Entries that are not 0: the truth names every reason, the others only those that occur. */
function occurring(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, times]) => times > 0));
}

function expectSameRows(truth: Truth, counted: Recount, load: Load): void {
  const reasons = occurring(truth.quarantined);
  expect(counted.quarantined, 'the recount against the truth').toEqual(reasons);
  expect(load.reasons, 'the answer of ingest against the truth').toEqual(reasons);
  expect(load).toMatchObject({ rows_seen: truth.rows, accepted: truth.rows_accepted, pending: 0 });
  expect(load.quarantined).toBe(truth.rows - truth.rows_accepted);
}

function expectSameFlags(truth: Truth, counted: Recount, found: Flags): void {
  for (const kind of FLAGGED) {
    expect(found[kind], `${kind}, found against the truth`).toBe(truth.dirt[kind]);
    expect(counted.flags[kind], `${kind}, the recount against the truth`).toBe(truth.dirt[kind]);
  }
}

describe('a generated shop with every kind of dirt', () => {
  let database: TestDatabase;
  let outcome: Outcome;

  beforeAll(async () => {
    database = await createDatabase();
    const [file, truthFile] = [join(folder, 'every.csv'), join(folder, 'every.json')];
    await generateInto(file, '--orders', '1000', '--seed', '11', '--dirt', '0.1', '--truth', truthFile);
    const [load] = await loadAndBuild(database.url, file);
    const [found, quarantine] = await withClient(database.url, async (client) => [
      await readFound(client),
      await readQuarantine(client, load!),
    ]);
    const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
    outcome = { truth, counted: recount(file), load: load!, found, quarantine };
  });

  afterAll(() => database.drop());

  it('has some of each kind', () => {
    for (const kind of [...FLAGGED, ...REJECTED]) expect(outcome.truth.dirt[kind], kind).toBeGreaterThan(0);
  });

  it('is found as it was made, kind by kind', () => {
    const { truth, counted, load, found, quarantine } = outcome;
    expectSameRows(truth, counted, load);
    expectSameFlags(truth, counted, found);
    expect(quarantine).toEqual(occurring(truth.quarantined));
  });

  it('has the orders, customers, products and sums of the truth', () => {
    const { truth, counted, found } = outcome;
    const shop = { orders: truth.orders_accepted, customers: truth.customers, products: truth.products };
    expect(found).toMatchObject({ ...shop, lines: truth.rows_accepted });
    expect(counted).toMatchObject({ ...shop, accepted: truth.rows_accepted });
    expect([counted.totalPrice, counted.finalPrice]).toEqual([truth.sums.total_price, truth.sums.final_price].map(tenThousandths)); // prettier-ignore
    expect([found.total_price, found.final_price].map(tenThousandths)).toEqual([
      counted.totalPrice,
      counted.finalPrice,
    ]);
  });

  it('sums by day as a recount of its text does', async () => {
    const sql = `select order_date::text as day, final_price::text as amount from marts.fct_daily_sales`;
    const { rows } = await withClient(database.url, (client) => client.query<{ day: string; amount: string }>(sql));
    expect(new Map(rows.map(({ day, amount }) => [day, tenThousandths(amount)]))).toEqual(outcome.counted.days);
  });

  it('builds the same rows again', async () => {
    const before = await withClient(database.url, hashRelations);
    await jiggy('build', '--database-url', database.url);
    expect(await withClient(database.url, hashRelations)).toEqual(before);
  });
});

describe('files with one kind of dirt each, in one warehouse', () => {
  const kinds = [...FLAGGED, ...REJECTED, 'none'] as const;
  const [csv, json] = [(kind: string) => join(folder, `${kind}.csv`), (kind: string) => join(folder, `${kind}.json`)];
  let database: TestDatabase;
  let loads: readonly Load[];

  beforeAll(async () => {
    database = await createDatabase();
    for (const [seed, kind] of kinds.entries()) {
      const dirt = kind === 'none' ? { dirt: '0' } : { dirt: '0.15', dirtKinds: kind };
      const shop = generateShop(valueOf(readSampleOptions({ orders: '150', seed: String(seed), ...dirt })));
      await writeFile(csv(kind), shop);
      await writeFile(json(kind), JSON.stringify(shop.truth()));
    }
    loads = await loadAndBuild(database.url, ...kinds.map(csv));
  });

  afterAll(() => database.drop());

  it.each(kinds)('%s', async (kind) => {
    const truth = JSON.parse(readFileSync(json(kind), 'utf8')) as Truth;
    expect(Object.keys(occurring(truth.dirt))).toEqual(kind === 'none' ? [] : [kind]);
    const load = loads.find(({ file }) => file === csv(kind))!;
    const counted = recount(csv(kind));
    expectSameRows(truth, counted, load);
    const [flags, quarantine] = await withClient(database.url, async (client) => [
      await readFlags(client, load),
      await readQuarantine(client, load),
    ]);
    expect(flags.lines).toBe(truth.rows_accepted);
    expect(quarantine).toEqual(occurring(truth.quarantined));
    expectSameFlags(truth, counted, flags);
  });
});
