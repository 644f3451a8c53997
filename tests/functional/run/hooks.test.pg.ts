import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';
import type { TinyNode } from '../../support/tiny-project.js';
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
  await client.query(`drop schema if exists marts cascade; drop schema if exists audit cascade;
    create schema audit; create table audit.log (n serial, what text, relation text)`);
});

async function log(): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>('select what from audit.log order by n');
  return rows.map((row) => row.what);
}

function note(what: string, transaction = true): { readonly sql: string; readonly transaction: boolean } {
  return { sql: `insert into audit.log (what) values ('${what}')`, transaction };
}

describe('hooks of a node', () => {
  it('run inside the transaction beside its build, the others before T1 and after the publish', async () => {
    const hooks: Partial<TinyNode> = {
      preHooks: [note('before'), note('outside before', false)],
      postHooks: [note('outside after', false), note('after')],
    };
    const { result } = await runTiny(database.url, { a: { sql: 'select 1 as id', ...hooks } });
    expect(result?.publish.status).toBe('published');
    expect(await log()).toEqual(['outside before', 'before', 'after', 'outside after']);
  });

  it('may change the relation that is being built, and do what no transaction allows outside of it', async () => {
    const { result } = await runTiny(database.url, {
      a: {
        sql: 'select 1 as id',
        postHooks: [
          { sql: 'alter table @this add column extra integer default 7', transaction: true },
          { sql: 'vacuum @this', transaction: false },
        ],
      },
    });
    expect(result?.nodes.get('model.tiny.a')).toMatchObject({ status: 'success' });
    expect((await client.query('select * from marts.a')).rows).toEqual([{ id: 1, extra: 7 }]);
  });

  it('leave nothing of what they wrote inside when their node fails', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 / 0 as id', preHooks: [note('before')] },
    });
    expect(result?.nodes.get('model.tiny.a')?.status).toBe('error');
    expect(await log()).toEqual([]);
  });

  it('that fail make their node fail, and nothing is published', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 as id', postHooks: [{ sql: 'select nope', transaction: true }] },
      b: { sql: 'select * from @a' },
    });
    expect(result?.nodes.get('model.tiny.a')).toMatchObject({ status: 'error' });
    expect(result?.nodes.get('model.tiny.b')).toMatchObject({ status: 'skipped' });
    expect((await client.query(`select to_regclass('marts.a') as there`)).rows).toEqual([{ there: null }]);
  });

  it('that fail before T1 keep their node and its children from being built', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 as id', preHooks: [{ sql: 'select nope', transaction: false }] },
      b: { sql: 'select * from @a' },
    });
    expect(result?.nodes.get('model.tiny.a')).toMatchObject({ status: 'error', diagnostic: { code: 'sql/42703' } });
    expect(result?.nodes.get('model.tiny.b')).toMatchObject({ status: 'skipped' });
  });

  it('may drop what they belong to: the publish bears that it is gone', async () => {
    const { result } = await runTiny(database.url, {
      gone: { as: 'seed', csv: 'id\n1\n', postHooks: [{ sql: 'drop table @this', transaction: true }] },
      kept: { sql: 'select 1 as id' },
    });
    expect(result?.publish.status).toBe('published');
    const there = await client.query(`select to_regclass('marts.gone') as gone, to_regclass('marts.kept') as kept`);
    expect(there.rows).toEqual([{ gone: null, kept: 'marts.kept' }]);
  });

  it('of white space and comments send nothing', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 as id', postHooks: [{ sql: ' -- nothing\n/* at all */ ; ', transaction: true }] },
    });
    expect(result?.nodes.get('model.tiny.a')).toMatchObject({ status: 'success' });
  });
});

describe('a step whose SQL is only known during the run', () => {
  it('is rendered when what it reads has been built', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 as id' },
      b: { sql: 'select id + 1 as id from @a', late: true },
      b_ok: { as: 'test', sql: 'select * from @b where id <> 2', late: true },
    });
    expect([...(result?.nodes.values() ?? [])].map((each) => each.status)).toEqual(['success', 'success', 'pass']);
    expect((await client.query('select * from marts.b')).rows).toEqual([{ id: 2 }]);
  });

  it('is told apart from the hooks of its node, which do not stand for it', async () => {
    const told: string[] = [];
    await runTiny(
      database.url,
      {
        a: { sql: 'select 1 as id', late: true, postHooks: [note('after')] },
        b: { sql: 'select 2', preHooks: [note('b')] },
      },
      { onRendered: (name, sql) => void told.push(`${name}: ${sql.split('\n')[1] ?? sql}`) },
    );
    expect(told).toEqual(['a: select 1 as id']);
    expect(await log()).toEqual(['after', 'b']);
  });

  it('is an error of its node alone when it cannot be rendered', async () => {
    const { result } = await runTiny(database.url, {
      a: { sql: 'select 1 as id' },
      bad: { broken: 'no such macro' },
      child: { sql: 'select * from @bad' },
    });
    expect(result?.nodes.get('model.tiny.a')).toMatchObject({ status: 'success' });
    expect(result?.nodes.get('model.tiny.bad')).toMatchObject({
      status: 'error',
      diagnostic: { message: 'no such macro' },
    });
    expect(result?.nodes.get('model.tiny.child')).toMatchObject({ status: 'skipped' });
    expect(result?.publish).toMatchObject({ status: 'withheld', because: ['model.tiny.bad'] });
  });
});
