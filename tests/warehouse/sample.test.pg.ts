import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Found, hashRelations, readFound, readQuarantine, withClient } from './found.js';
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

/** Generates, ingests and builds in a database of its own, and reads everything that is compared. */
async function follow(database: TestDatabase, name: string, ...args: readonly string[]): Promise<Outcome> {
  const [file, truthFile] = [join(folder, `${name}.csv`), join(folder, `${name}.json`)];
  await generateInto(file, ...args, '--truth', truthFile);
  const load = await loadAndBuild(database.url, file);
  const [found, quarantine] = await withClient(database.url, async (client) => [
    await readFound(client),
    await readQuarantine(client),
  ]);
  const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
  return { truth, counted: recount(file), load, found, quarantine };
}

/** Entries that are not 0: the truth names every reason, the others only those that occur. */
function occurring(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, times]) => times > 0));
}

function expectAgreement({ truth, counted, load, found, quarantine }: Outcome): void {
  const reasons = occurring(truth.quarantined);
  expect(counted.quarantined, 'the recount against the truth').toEqual(reasons);
  expect(quarantine, 'ops.quarantine against the truth').toEqual(reasons);
  expect(load.reasons, 'the answer of ingest against the truth').toEqual(reasons);
  expect(load).toMatchObject({ rows_seen: truth.rows, accepted: truth.rows_accepted, pending: 0 });
  expect(load.quarantined).toBe(truth.rows - truth.rows_accepted);
  for (const kind of FLAGGED) {
    expect(found[kind], `${kind}, found against the truth`).toBe(truth.dirt[kind]);
    expect(counted.flags[kind], `${kind}, the recount against the truth`).toBe(truth.dirt[kind]);
  }
  const shop = { orders: truth.orders_accepted, customers: truth.customers, products: truth.products };
  expect(found).toMatchObject({ ...shop, lines: truth.rows_accepted });
  expect(counted).toMatchObject({ ...shop, accepted: truth.rows_accepted });
  for (const [price, amount] of [
    ['total_price', counted.totalPrice],
    ['final_price', counted.finalPrice],
  ] as const) {
    // prettier-ignore
    expect(tenThousandths(found[price])).toBe(tenThousandths(truth.sums[price]));
    expect(amount).toBe(tenThousandths(truth.sums[price]));
  }
}

describe('a generated shop with every kind of dirt', () => {
  let database: TestDatabase;
  let outcome: Outcome;

  beforeAll(async () => {
    database = await createDatabase();
    outcome = await follow(database, 'every', '--orders', '1000', '--seed', '11', '--dirt', '0.1');
  });

  afterAll(() => database.drop());

  it('has some of each kind', () => {
    for (const kind of [...FLAGGED, ...REJECTED]) expect(outcome.truth.dirt[kind], kind).toBeGreaterThan(0);
  });

  it('is found as it was made, kind by kind', () => {
    expectAgreement(outcome);
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

describe('one kind of dirt alone', () => {
  it.each([...FLAGGED, ...REJECTED])('%s', async (kind) => {
    const database = await createDatabase();
    try {
      const args = ['--orders', '150', '--seed', '5', '--dirt', '0.15', '--dirt-kinds', kind];
      const outcome = await follow(database, kind, ...args);
      expectAgreement(outcome);
      expect(Object.keys(occurring(outcome.truth.dirt))).toEqual([kind]);
    } finally {
      await database.drop();
    }
  });

  it('none: nothing is quarantined, nothing is flagged', async () => {
    const database = await createDatabase();
    try {
      const outcome = await follow(database, 'clean', '--orders', '150', '--seed', '5', '--dirt', '0');
      expectAgreement(outcome);
      expect(occurring(outcome.truth.dirt)).toEqual({});
      expect(outcome.found).toMatchObject(Object.fromEntries(FLAGGED.map((kind) => [kind, 0])));
      expect(outcome.load.quarantined).toBe(0);
    } finally {
      await database.drop();
    }
  });
});
