import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Found, hashRelations, readFound, readQuarantine, withClient } from './found.js';
import { jiggy, type Load, loadAndBuild, shopExport } from './jiggy.js';
import { recount, tenThousandths } from './recount.js';

const file = shopExport();

describe.skipIf(file === undefined)("the shop's own export", () => {
  let database: TestDatabase;
  let load: Load;
  let found: Found;

  beforeAll(async () => {
    database = await createDatabase();
    [load] = (await loadAndBuild(database.url, file ?? '')) as [Load];
    found = await withClient(database.url, readFound);
  });

  afterAll(() => database.drop());

  it('is accepted whole', async () => {
    expect(load).toMatchObject({ rows_seen: 1000, accepted: 1000, quarantined: 0, pending: 0, reasons: {} });
    expect(await withClient(database.url, (client) => readQuarantine(client, load))).toEqual({});
  });

  it('reconciles to the cent with the known figures', async () => {
    expect(found).toMatchObject({ lines: 1000, orders: 1000, customers: 1000, products: 1000 });
    const figures = await withClient(database.url, async (client) => {
      const sums = `round(sum(total_price), 2)::text as total, round(sum(final_price), 2)::text as final`;
      const tables = ['fct_order_lines', 'fct_daily_sales', 'dim_customers', 'dim_products'];
      const queries = tables.map((table) => `select ${sums} from marts.${table}`);
      return (await client.query(queries.join(' union all '))).rows as unknown[];
    });
    expect(figures).toEqual(Array(4).fill({ total: '1287265.28', final: '1182411.19' }));
  });

  it('gives the known sum of FinalPrice also when each line is rounded to the cent first', async () => {
    const sql = 'select sum(round(final_price, 2))::text as final from marts.fct_order_lines';
    const { rows } = await withClient(database.url, (client) => client.query(sql));
    expect(rows).toEqual([{ final: '1182411.19' }]);
  });

  it('has its contradictions flagged, each as often as known', () => {
    expect(found).toMatchObject({
      cancelled_but_delivered: 236,
      completed_but_unpaid: 77,
      delivery_status_wrong: 654,
      missing_contact: 8,
      wrong_total: 0,
      product_variant: 0,
    });
  });

  it('agrees with a recount of its text', () => {
    const counted = recount(file ?? '');
    expect(counted.quarantined).toEqual({});
    expect(found).toMatchObject({
      ...counted.flags,
      lines: counted.accepted,
      cancelled_but_delivered: counted.cancelledButDelivered,
      completed_but_unpaid: counted.completedButUnpaid,
      delivery_status_wrong: counted.deliveryStatusWrong,
      orders: counted.orders,
      customers: counted.customers,
      products: counted.products,
    });
    expect(tenThousandths(found.total_price)).toBe(counted.totalPrice);
    expect(tenThousandths(found.final_price)).toBe(counted.finalPrice);
  });

  it('has late, on time and early orders as its dates say', async () => {
    const sql = `select delivery_outcome as outcome, count(*)::integer as orders,
                   bool_and(is_late = (days_late > 0)) as consistent
                 from marts.fct_order_fulfilment group by 1 order by 1`;
    const { rows } = await withClient(database.url, (client) => client.query(sql));
    expect(rows).toEqual([
      { outcome: 'early', orders: 373, consistent: true },
      { outcome: 'late', orders: 378, consistent: true },
      { outcome: 'on time', orders: 249, consistent: true },
    ]);
  });

  it('changes nothing when it comes again, and builds the same rows again', async () => {
    const before = await withClient(database.url, hashRelations);
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(14);
    const again = JSON.parse(
      await jiggy('ingest', file ?? '', '--json', '--database-url', database.url),
    ) as { loads: Load[] }; // prettier-ignore
    expect(again.loads).toEqual([expect.objectContaining({ already_loaded: true })]);
    await jiggy('build', '--database-url', database.url);
    expect(await withClient(database.url, hashRelations)).toEqual(before);
  });
});
