import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceContract } from '../../../src/ingest/contract.js';
import { generateShop } from '../../../src/sample/generate-shop.js';
import { DEFAULT_SAMPLE } from '../../../src/sample/sample-options.js';
import type { Warehouse } from './support.js';
import { openWarehouse, projectRoot, shopContract } from './support.js';

const data = process.env['JIGGY_DATA_DIR'] ?? join(projectRoot, '../shared/data');
const realExport = join(data, 'jiggy/jiggy_ecommerce.csv');
const isHere = existsSync(realExport);
if (!isHere) console.warn(`SKIPPED: the shop's real export is not at ${realExport}; set JIGGY_DATA_DIR`);

let warehouse: Warehouse;
let shop: SourceContract;

beforeAll(async () => {
  [warehouse, shop] = await Promise.all([openWarehouse(), shopContract()]);
});

afterAll(() => warehouse.close());

describe.runIf(isHere)("the shop's real export", () => {
  test('is accepted row by row, and its sums are the known ones', async () => {
    const { value, diagnostics } = await warehouse.ingest([realExport], [shop]);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      {
        file: realExport,
        rowsSeen: 1000,
        accepted: 1000,
        quarantined: 0,
        pending: 0,
        alreadyLoaded: false,
        reasons: {},
      },
    ]);
    const [sums] = await warehouse.ask(`select count(*)::int as rows, round(sum(total_price), 2) as total_price,
      round(sum(final_price), 2) as final_price, count(distinct _txid)::int as transactions,
      min(_line_no)::int as first, max(_line_no)::int as last from raw.transactions`);
    expect(sums).toEqual({
      rows: 1000,
      total_price: '1287265.28',
      final_price: '1182411.19',
      transactions: 1,
      first: 2,
      last: 1001,
    });
  });

  test('keeps the digits of the file, and empty cells are NULL', async () => {
    expect(
      await warehouse.ask(
        'select final_price, profit, quantity, date::text, product_description from raw.transactions where _line_no = 3',
      ),
    ).toEqual([
      {
        final_price: '1886.6147999999998',
        profit: '364.96000000000004',
        quantity: 8,
        date: '2021-01-01',
        product_description: null,
      },
    ]);
    expect(
      await warehouse.ask('select count(*)::int as empty from raw.transactions where customer_phone is null'),
    ).toEqual([{ empty: 100 }]);
  });

  test('a second time, also under another name, changes nothing', async () => {
    const before = await warehouse.ask('select count(*) from raw.transactions');
    const renamed = join(warehouse.folder, 'renamed.csv');
    copyFileSync(realExport, renamed);
    const { value } = await warehouse.ingest([realExport, renamed], [shop]);
    expect(value.map(({ alreadyLoaded, rowsSeen, accepted }) => ({ alreadyLoaded, rowsSeen, accepted }))).toEqual([
      { alreadyLoaded: true, rowsSeen: 1000, accepted: 1000 },
      { alreadyLoaded: true, rowsSeen: 1000, accepted: 1000 },
    ]);
    expect(await warehouse.ask('select count(*) from raw.transactions')).toEqual(before);
    expect(await warehouse.ask('select name, status, rows_seen::int from ops.loads')).toEqual([
      { name: realExport, status: 'loaded', rows_seen: 1000 },
    ]);
  });

  test('leaves the landing table empty', async () => {
    expect(await warehouse.ask('select count(*)::int as rows from raw.transactions_landing')).toEqual([{ rows: 0 }]);
  });
});

describe('a generated export', () => {
  test('is judged as its truth says, kind by kind', async () => {
    const generated = generateShop({ ...DEFAULT_SAMPLE, orders: 400, seed: 11, dirt: 0.2 });
    const chunks: Buffer[] = [];
    for await (const chunk of generated) chunks.push(Buffer.from(chunk));
    const truth = generated.truth();
    const bad = truth.rows - truth.rows_accepted;
    expect(bad).toBeGreaterThan(0);
    const { value, diagnostics } = await warehouse.ingest(
      [warehouse.write('sample.csv', Buffer.concat(chunks))],
      [shop],
    );
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([{ rowsSeen: truth.rows, accepted: truth.rows_accepted, quarantined: bad }]);
    expect(value[0]?.reasons).toEqual(
      Object.fromEntries(Object.entries(truth.quarantined).filter(([, rows]) => rows > 0)),
    );
  });
});
