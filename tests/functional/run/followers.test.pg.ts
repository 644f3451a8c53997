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
    create schema raw; create schema other;
    create table raw.orders as select n as id, n * 1.5 as amount from generate_series(1, 3) n`);
});

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await client.query<Record<string, unknown>>(sql)).rows;
}

const project = { orders: { as: 'source' as const }, a: { sql: 'select id, amount from @orders' } };

/** All that is to stay on a view when it is defined again. */
const standing = `
  select c.oid::int, c.relowner::regrole::text as owner, c.relacl::text as acl, c.reloptions::text as options,
         obj_description(c.oid, 'pg_class') as comment, col_description(c.oid, 1) as column_comment,
         (select string_agg(rulename::text, ',' order by rulename) from pg_rewrite r where r.ev_class = c.oid) as rules,
         (select string_agg(tgname::text, ',') from pg_trigger t where t.tgrelid = c.oid) as triggers,
         (select pg_get_expr(adbin, adrelid) from pg_attrdef d where d.adrelid = c.oid) as column_default
    from pg_class c where c.oid = 'other.v'::regclass`;

describe('views that a run does not build', () => {
  it('read what was published, and keep all that hangs on them', async () => {
    await runTiny(database.url, project);
    await client.query(`create view other.v with (security_barrier = true, check_option = local)
        as select id, id * 2 as twice from marts.a where id > 0;
      do $$ begin create role followers_reader; exception when duplicate_object then null; end $$;
      do $$ begin create role followers_owner; exception when duplicate_object then null; end $$;
      grant usage, create on schema other to followers_owner; grant usage on schema marts to followers_owner;
      alter view other.v owner to followers_owner;
      grant select on other.v to followers_reader with grant option; grant update (id) on other.v to public;
      comment on view other.v is 'what others made'; comment on column other.v.id is 'its id';
      alter view other.v alter column id set default 7;
      create rule quiet as on delete to other.v do instead nothing;
      create function other.noop() returns trigger language plpgsql as 'begin return new; end';
      create trigger instead instead of insert on other.v for each row execute function other.noop()`);
    const before = await rows(standing);
    await client.query('insert into raw.orders values (4, 6)');
    const { result, events } = await runTiny(database.url, project);
    expect(result?.publish.status).toBe('published');
    expect(JSON.stringify(events)).toContain('other.v');
    expect(await rows(standing)).toEqual(before);
    expect(before[0]).toMatchObject({ options: '{security_barrier=true,check_option=local}', column_default: '7' });
    await client.query('grant select on marts.a to followers_owner');
    expect(await rows('select count(*)::int as n from other.v')).toEqual([{ n: 4 }]);
    expect(await rows(`select nspname from pg_namespace where nspname ~ '^j[bt]_'`)).toEqual([]);
  });

  it('follow in chains, with names that need quotes, and over relations that become views', async () => {
    await runTiny(database.url, project);
    await client.query(`create view other."V 1" as select * from marts.a;
      create view other.v2 as select v.id, a.amount from other."V 1" v join marts.a a using (id);
      create view other.v3 as with recursive n (id) as (select 1 union all select id + 1 from n where id < (select max(id) from marts.a)) select * from n`);
    await client.query('insert into raw.orders values (4, 6)');
    const { result } = await runTiny(database.url, { ...project, a: { ...project.a, as: 'view' } });
    expect(result?.publish.status).toBe('published');
    expect(
      await rows(`select (select count(*) from other."V 1")::int as v1, (select count(*) from other.v2)::int as v2,
                         (select count(*) from other.v3)::int as v3`),
    ).toEqual([{ v1: 4, v2: 4, v3: 4 }]);
  });

  it('take up what was added while the run was building', async () => {
    await runTiny(database.url, project);
    await client.query('insert into raw.orders values (4, 6)');
    const { result } = await runTiny(database.url, project, {
      onEvent: (event) => {
        if (event.kind === 'node_finished') void client.query('create view other.v as select id from marts.a');
      },
    });
    expect(result?.publish.status).toBe('published');
    expect(await rows('select count(*)::int as n from other.v')).toEqual([{ n: 4 }]);
  });

  it.each([
    ['whose column is gone', 'select id from @orders'],
    ['whose column has another type', 'select id, amount::text as amount from @orders'],
  ])('%s stop the publish and all is as it was', async (_, sql) => {
    await runTiny(database.url, project);
    await client.query('create view other.v as select amount from marts.a');
    const oids = `select 'marts.a'::regclass::oid as a, 'other.v'::regclass::oid as v`;
    const before = await rows(oids);
    const { result } = await runTiny(database.url, { ...project, a: { sql } });
    expect(result?.publish.status).toBe('failed');
    expect(JSON.stringify(result?.publish)).toContain('The view other.v reads what this run replaces');
    expect(await rows(oids)).toEqual(before);
    expect(await rows('select count(*)::int as n from other.v')).toEqual([{ n: 3 }]);
    expect(await rows(`select nspname from pg_namespace where nspname ~ '^j[bt]_'`)).toEqual([]);
  });

  it('are there for every reader, before, during and after', async () => {
    await runTiny(database.url, project);
    await client.query('create view other.v as select id from marts.a');
    const reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    const seen: unknown[] = [];
    let reading = true;
    const loop = (async () => {
      while (reading) {
        const { rows: counts } = await reader.query<Record<string, unknown>>('select count(*)::int as n from other.v');
        seen.push(counts[0]?.['n']);
      }
    })();
    for (let run = 0; run < 5; run += 1) {
      const { result } = await runTiny(database.url, project);
      expect(result?.publish.status).toBe('published');
    }
    reading = false;
    await loop;
    await reader.end();
    expect(new Set(seen)).toEqual(new Set([3]));
  });
});

describe('what cannot follow stops a run before it builds', () => {
  it.each([
    ['a view that holds whole rows', 'create view other.v as select a from marts.a a', 'other.v'],
    [
      'a rule that writes',
      'create table other.t (id int); create rule also as on insert to other.t do also delete from marts.a',
      'other.t',
    ],
  ])('%s', async (_, sql, name) => {
    await runTiny(database.url, project);
    await client.query(sql);
    const { result, diagnostics } = await runTiny(database.url, project);
    expect(result).toBeUndefined();
    expect(diagnostics.map((each) => each.code)).toContain('plan/dependant');
    expect(JSON.stringify(diagnostics)).toContain(name);
  });
});
