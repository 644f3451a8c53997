import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';
import { runTiny } from '../../support/tiny-run.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  await client.query(`drop schema if exists raw cascade; drop schema if exists marts cascade; drop schema if exists other cascade;
    create schema raw; create table raw.orders as select n as id, n * 1.5 as amount from generate_series(1, 3) n`);
});

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await client.query<Record<string, unknown>>(sql)).rows;
}

/** Build and trash schemas that are still there. */
async function leftovers(): Promise<string[]> {
  return (await rows(`select nspname from pg_namespace where nspname ~ '^j[bt]_'`)).map((row) =>
    String(row['nspname']),
  );
}

const orders = { as: 'source' as const };

describe('a run', () => {
  it('builds in order, publishes under the final names and leaves nothing else', async () => {
    const { result } = await runTiny(database.url, {
      orders,
      stg: { as: 'view', sql: 'select id, amount from @orders' },
      fct: { sql: 'select sum(amount) as total from @stg', indexes: [{ columns: ['total'], unique: true }] },
      codes: { as: 'seed', csv: 'code,label\n1,"a, b"\n2,\n' },
    });
    expect(result?.publish).toMatchObject({ status: 'published', relations: 3, tries: 1 });
    expect(await rows('select total::text from marts.fct')).toEqual([{ total: '9.0' }]);
    expect(await rows('select * from marts.codes order by code')).toEqual([
      { code: 1, label: 'a, b' },
      { code: 2, label: null },
    ]);
    expect(await rows(`select indexdef from pg_indexes where schemaname = 'marts'`)).toEqual([
      { indexdef: 'CREATE UNIQUE INDEX fct_total_idx ON marts.fct USING btree (total)' },
    ]);
    expect(await leftovers()).toEqual([]);
  });

  it('gives the same a second time, with the view reading the new relations and index names as before', async () => {
    const project = {
      orders,
      base: { sql: 'select * from @orders', indexes: [{ columns: ['id'], unique: false }] },
      above: { as: 'view' as const, sql: 'select id from @base' },
    };
    await runTiny(database.url, project);
    await client.query('insert into raw.orders values (4, 6)');
    const { result } = await runTiny(database.url, project);
    expect(result?.publish.status).toBe('published');
    expect(await rows('select count(*)::int as n from marts.above')).toEqual([{ n: 4 }]);
    expect(await rows(`select indexname from pg_indexes where schemaname = 'marts'`)).toEqual([
      { indexname: 'base_id_idx' },
    ]);
    expect(await leftovers()).toEqual([]);
  });

  it('publishes nothing when a model fails, and skips what reads it', async () => {
    await runTiny(database.url, { orders, a: { sql: 'select 1 as v from @orders' } });
    const { result } = await runTiny(database.url, {
      orders,
      a: { sql: 'select 2 as v from @orders' },
      b: { sql: 'select 1 / 0 as v from @orders' },
      c: { sql: 'select * from @b' },
    });
    expect(result?.nodes.get('model.tiny.a')?.status).toBe('success');
    expect(result?.nodes.get('model.tiny.b')).toMatchObject({ status: 'error', diagnostic: { code: 'sql/22012' } });
    expect(result?.nodes.get('model.tiny.c')).toMatchObject({ status: 'skipped', because: { parent: 'model.tiny.b' } });
    expect(result?.publish).toEqual({ status: 'withheld', because: ['model.tiny.b'] });
    expect(await rows('select distinct v from marts.a')).toEqual([{ v: 1 }]);
    expect(await rows(`select to_regclass('marts.b') as b`)).toEqual([{ b: null }]);
    expect(await leftovers()).toEqual([]);
  });

  it('publishes nothing when an error-level test fails, skips the children of what it gates, and shows rows', async () => {
    const { result } = await runTiny(database.url, {
      orders,
      a: { sql: 'select id from @orders' },
      no_twos: { as: 'test', sql: 'select id from @a where id = 2' },
      b: { sql: 'select * from @a' },
    });
    expect(result?.nodes.get('test.tiny.no_twos')).toMatchObject({
      status: 'fail',
      failures: 1,
      examples: [{ id: 2 }],
    });
    expect(result?.nodes.get('model.tiny.b')).toMatchObject({ status: 'skipped', because: { kind: 'test_failed' } });
    expect(result?.publish).toMatchObject({ status: 'withheld', because: ['test.tiny.no_twos'] });
    expect(await rows(`select to_regclass('marts.a') as a`)).toEqual([{ a: null }]);
  });

  it('publishes when only a warning speaks', async () => {
    const { result } = await runTiny(database.url, {
      orders,
      a: { sql: 'select id from @orders' },
      no_twos: { as: 'test', severity: 'warn', sql: 'select id from @a where id = 2' },
      b: { sql: 'select * from @a' },
    });
    expect(result?.nodes.get('test.tiny.no_twos')).toMatchObject({ status: 'warn', failures: 1 });
    expect(result?.publish).toMatchObject({ status: 'published', relations: 2 });
  });

  it('sees one instant of the sources in all nodes', async () => {
    const { result } = await runTiny(
      database.url,
      {
        orders,
        a: { sql: 'select count(*) as n from @orders' },
        b: { sql: 'select count(*) as n from @orders, pg_sleep(0.2)' },
      },
      {
        onEvent: (event) => {
          if (event.kind === 'node_finished') void client.query('insert into raw.orders values (9, 9)');
        },
      },
    );
    expect(result?.publish.status).toBe('published');
    expect(await rows('select a.n = b.n as same from marts.a a, marts.b b')).toEqual([{ same: true }]);
    expect((await rows('select count(*)::int as n from raw.orders'))[0]?.['n']).toBeGreaterThan(3);
  });

  it('keeps grants and sets comments', async () => {
    await client.query(
      `do $$ begin create role tiny_reader; exception when duplicate_object or unique_violation then null; end $$`,
    );
    const project = {
      orders,
      a: { sql: 'select id from @orders', description: "It's a mart", columns: { id: 'Key', gone: 'Not there' } },
    };
    await runTiny(database.url, project);
    await client.query('grant select on marts.a to tiny_reader');
    await runTiny(database.url, project);
    expect(await rows(`select has_table_privilege('tiny_reader', 'marts.a', 'select') as may`)).toEqual([
      { may: true },
    ]);
    expect(
      await rows(`select obj_description('marts.a'::regclass) as t, col_description('marts.a'::regclass, 1) as c`),
    ).toEqual([{ t: "It's a mart", c: 'Key' }]);
  });

  it('names a COMMIT hidden in a model and publishes nothing', async () => {
    const { result } = await runTiny(database.url, {
      orders,
      a: { sql: 'select 1 as v); commit; begin; create table x as (select 2 as v' },
    });
    expect(result?.publish).toMatchObject({ status: 'failed' });
    expect(await rows(`select to_regclass('marts.a') as a`)).toEqual([{ a: null }]);
  });
});

describe('what others own', () => {
  it.each([
    ['a foreign key', 'create table other.child (id int references marts.a (id))', 'constraint'],
    [
      'a trigger',
      'create trigger t before insert on marts.a for each row execute function suppress_redundant_updates_trigger()',
      'trigger',
    ],
    ['a policy', 'create policy p on marts.a using (true)', 'policy'],
    [
      'a row type in a function',
      'create function other.f(x marts.a) returns int language sql as $$ select 1 $$',
      'function',
    ],
    ['a materialized view', 'create materialized view other.m as select id from marts.a', 'materialized view'],
    ['a publication', 'create publication tiny_pub for table marts.a', 'publication'],
  ])('names %s on what it would replace', async (_, sql, word) => {
    const project = { orders, a: { sql: 'select id from @orders', indexes: [{ columns: ['id'], unique: true }] } };
    await runTiny(database.url, project);
    await client.query(
      `create schema other; alter table marts.a add constraint a_key unique (id); ${sql}`.replace(
        'before insert',
        'before update',
      ),
    );
    const { diagnostics } = await runTiny(database.url, project);
    expect(diagnostics.map((each) => each.code)).toContain('plan/dependant');
    expect(diagnostics[0]?.message).toContain(word);
    await client.query('drop publication if exists tiny_pub');
  });

  it('waits for a reader, says for whom, and gives up after the time-out with everything as it was', async () => {
    const project = { orders, a: { sql: 'select id from @orders' } };
    await runTiny(database.url, project);
    const reader = new pg.Client({ connectionString: database.url, application_name: 'slow reader' });
    await reader.connect();
    await reader.query('begin; select * from marts.a');
    try {
      const { result, events } = await runTiny(database.url, project, { publishTimeoutMs: 300 });
      expect(result?.publish).toMatchObject({ status: 'failed' });
      expect(JSON.stringify(events)).toContain('slow reader');
      expect(await rows('select count(*)::int as n from marts.a')).toEqual([{ n: 3 }]);
      expect(await leftovers()).toEqual([]);
    } finally {
      await reader.end();
    }
  });
});
