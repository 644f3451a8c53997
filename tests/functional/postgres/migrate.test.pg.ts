import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic, Outcome } from '../../../src/core/diagnostic.js';
import { dialOf } from '../../../src/postgres/connect.js';
import { openDatabase } from '../../../src/postgres/database.js';
import type { MigrateOptions, MigrateResult } from '../../../src/postgres/migrate.js';
import { migrate } from '../../../src/postgres/migrate.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';

let server: TestDatabase;
let folder: string;

beforeEach(async () => {
  server = await createDatabase();
  folder = mkdtempSync(join(tmpdir(), 'jiggy-migrations-'));
});

afterEach(async () => {
  await server.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function run(more: Partial<MigrateOptions> = {}, url = server.url): Promise<Outcome<MigrateResult>> {
  const dial = dialOf({ origin: '--database-url', url });
  return migrate({ dial, database: openDatabase(dial), directory: folder, label: 'migrations', ...more });
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that is not PostgreSQL's own. */
const relations = `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
  where n.nspname !~ '^pg_|^information_schema$' order by 1`;
const schemas = `select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$' order by 1`;

function only(diagnostics: readonly Diagnostic[]): Diagnostic {
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0]!;
}

describe('migrations of the warehouse', () => {
  const own = { directory: join(import.meta.dirname, '../../../migrations') };

  test('make the schemas and tables that others rely on, every one and every column with a comment', async () => {
    const { value, diagnostics } = await run(own);
    expect(diagnostics).toEqual([]);
    expect(value.applied.slice(0, 2)).toEqual(['001-schemas.sql', '002-ingest.sql']);
    const names = (await ask(relations)) as { name: string }[];
    expect(names.map((row) => row.name)).toEqual(
      expect.arrayContaining(['ops.loads', 'ops.quarantine', 'raw.transactions', 'raw.transactions_landing']),
    );
    const silent = await ask(`select c.oid::regclass::text || coalesce('.' || a.attname, '') as name
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace in ('raw'::regnamespace, 'ops'::regnamespace)
        and c.relname !~ '^migrations'
        and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)`);
    expect(silent).toEqual([]);
  });

  test('a raw table tells the transaction of each row, and finds it by an index', async () => {
    await run(own);
    expect(
      await ask(`select a.attname, t.typname, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) as default_value,
          exists (select from pg_index i where i.indrelid = a.attrelid and i.indkey[0] = a.attnum and i.indnatts = 1) as indexed
        from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = 'raw.transactions'::regclass and a.attname = '_txid'`),
    ).toEqual([
      { attname: '_txid', typname: 'xid8', attnotnull: true, default_value: 'pg_current_xact_id()', indexed: true },
    ]);
  });

  test('applied twice change nothing the second time', async () => {
    await run(own);
    expect((await run(own)).value).toEqual({ applied: [], pending: [] });
  });
});

describe('applying', () => {
  test('goes by number, and only what is new is applied later', async () => {
    write({
      '002-b.sql': 'alter table t add b int;',
      '010-c.sql': 'alter table t add c int;',
      '001-a.sql': 'create table t (a int);',
    });
    expect((await run()).value.applied).toEqual(['001-a.sql', '002-b.sql', '010-c.sql']);
    write({ '011-d.sql': 'alter table t add d int;', '_notes.sql': 'this is no SQL', 'README.md': 'nor is this' });
    expect((await run()).value.applied).toEqual(['011-d.sql']);
    expect(
      await ask(
        "select array_agg(attname::text order by attnum) as names from pg_attribute where attrelid = 't'::regclass and attnum > 0",
      ),
    ).toEqual([{ names: ['a', 'b', 'c', 'd'] }]);
  });

  test('eight processes at once all succeed, and each migration is applied once', async () => {
    write({
      '001-a.sql': 'create schema s; select pg_sleep(0.2); create table s.t (a int);',
      '002-b.sql': 'insert into s.t values (1);',
    });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => run()));
    expect(outcomes.flatMap((outcome) => outcome.diagnostics)).toEqual([]);
    expect(outcomes.flatMap((outcome) => outcome.value.applied)).toEqual(['001-a.sql', '002-b.sql']);
    expect(await ask('select count(*)::int as rows from s.t')).toEqual([{ rows: 1 }]);
  });

  test('says when it waits for another process', async () => {
    write({ '001-a.sql': 'select pg_sleep(0.5);' });
    const said: string[] = [];
    const onWait = (message: string): number => said.push(message);
    await Promise.all([run({ onWait }), run({ onWait })]);
    expect(said).toEqual(['Another process is migrating this database; waiting for it ...']);
  });

  test('with a role of the profile makes that role the owner', async () => {
    write({ '001-a.sql': 'create table public.t (a int);' });
    const role = `jiggy_owner_${process.pid}`;
    await ask(`create role ${role}; grant ${role} to current_user; do $$ begin
      execute format('grant create on database %I to ${role}', current_database()); end $$; grant create on schema public to ${role}`);
    const dial = { ...dialOf({ origin: '--database-url', url: server.url }), onConnect: [`set role ${role}`] };
    const outcome = await migrate({ dial, database: openDatabase(dial), directory: folder, label: 'migrations' });
    expect(outcome.diagnostics).toEqual([]);
    expect(await ask("select tableowner from pg_tables where tablename = 't'")).toEqual([{ tableowner: role }]);
    await ask(`drop owned by ${role}; drop role ${role}`);
  });
});

describe('a dry run', () => {
  test('lists what would be applied and leaves an empty database empty', async () => {
    write({ '001-a.sql': 'create table t (a int);', '002-b.sql': 'create table u (a int);' });
    expect((await run({ dryRun: true })).value).toEqual({ applied: [], pending: ['001-a.sql', '002-b.sql'] });
    expect(await ask(relations)).toEqual([]);
    expect(await ask(schemas)).toEqual([{ nspname: 'public' }]);
  });

  test('lists only what is new, and finds an edited file', async () => {
    write({ '001-a.sql': 'create table t (a int);' });
    await run();
    write({ '002-b.sql': 'create table u (a int);' });
    expect((await run({ dryRun: true })).value.pending).toEqual(['002-b.sql']);
    write({ '001-a.sql': 'create table t (a int, b int);' });
    expect(only((await run({ dryRun: true })).diagnostics).code).toBe('migrate/edited');
  });
});

describe('bad input', () => {
  test('a broken migration is named with file, line and column; those before it stay', async () => {
    write({
      '001-a.sql': 'create table t (a int);',
      '002-b.sql': "-- a comment; with 'signs\n\ncreate table u (a int);\n/* more */ comment on colum u.a is 'x';\n",
      '003-c.sql': 'create table v (a int);',
    });
    const { value, diagnostics } = await run();
    expect(value).toEqual({ applied: ['001-a.sql'], pending: ['002-b.sql', '003-c.sql'] });
    const found = only(diagnostics);
    expect(found).toMatchObject({ code: 'sql/42601', at: { file: 'migrations/002-b.sql', line: 4, column: 23 } });
    expect(found.message).toBe('syntax error at or near "colum"');
    expect(await ask("select to_regclass('u') as u, to_regclass('t')::text as t")).toEqual([{ u: null, t: 't' }]);
  });

  test('an error without a position is named with its file', async () => {
    write({ '001-a.sql': 'create table t (a int primary key);\ninsert into t values (1), (1);' });
    const found = only((await run()).diagnostics);
    expect(found).toMatchObject({ code: 'sql/23505', at: { file: 'migrations/001-a.sql', line: 1 } });
    expect(found.also?.[0]?.note).toBe('while applying migrations/001-a.sql; nothing of it was applied');
  });

  test('an error at the commit is that of its own migration', async () => {
    write({
      '001-a.sql': 'create table t (a int unique deferrable initially deferred);\ninsert into t values (1), (1);',
      '002-b.sql': 'create table u (a int);',
    });
    const { value, diagnostics } = await run();
    expect(value.pending).toEqual(['001-a.sql', '002-b.sql']);
    expect(only(diagnostics).code).toBe('sql/23505');
  });

  test.each([
    ['001_a.sql', 'migrate/bad-name', 'is no name of a migration'],
    ['first.sql', 'migrate/bad-name', 'is no name of a migration'],
    ['001-a.ts', 'migrate/bad-name', 'is no name of a migration'],
    ['20260131093000-a.sql', 'migrate/bad-name', 'more than 8 digits'],
  ])('the file name %s is refused before anything is touched', async (name, code, text) => {
    write({ [name]: 'create table t (a int);', '000-fine.sql': 'create table u (a int);' });
    const { value, diagnostics } = await run();
    expect(value.applied).toEqual([]);
    expect(only(diagnostics)).toMatchObject({ code, at: { file: `migrations/${name}` } });
    expect(only(diagnostics).message).toContain(text);
    expect(await ask(relations)).toEqual([]);
  });

  test('two files of one number are refused', async () => {
    write({ '3-a.sql': 'select 1', '003-b.sql': 'select 1' });
    expect(only((await run()).diagnostics)).toMatchObject({ code: 'migrate/same-number' });
  });

  test('no folder', async () => {
    const { diagnostics } = await run({ directory: join(folder, 'none'), label: 'none' });
    expect(only(diagnostics).code).toBe('migrate/no-directory');
  });

  test('an edited, a missing and a late migration are each named with the cure, and nothing is applied', async () => {
    write({ '001-a.sql': 'select 1;', '002-b.sql': 'select 2;', '005-c.sql': 'select 3;' });
    await run();
    write({
      '001-a.sql': 'select 1; -- edited',
      '004-late.sql': 'create table late (a int);',
      '006-next.sql': 'select 4;',
    });
    rmSync(join(folder, '002-b.sql'));
    const { value, diagnostics } = await run();
    expect(value.applied).toEqual([]);
    expect(diagnostics.map((each) => [each.code, each.hint?.split(':')[0]?.slice(0, 25)])).toEqual([
      ['migrate/edited', 'Put it back as it was (se'],
      ['migrate/missing', 'Bring the file back, from'],
      ['migrate/out-of-order', 'Give it a number above 5.'],
    ]);
    expect(await ask("select to_regclass('late') as late")).toEqual([{ late: null }]);
    expect(await ask('select script from ops.migrations where index = 2')).toEqual([{ script: 'select 2;' }]);
  });

  test('a role that may not make schemas is told which right it lacks', async () => {
    write({ '001-a.sql': 'create table t (a int);' });
    const role = `jiggy_guest_${process.pid}`;
    await ask(`create role ${role}; grant ${role} to current_user`);
    const dial = { ...dialOf({ origin: '--database-url', url: server.url }), onConnect: [`set role ${role}`] };
    const outcome = await migrate({ dial, database: openDatabase(dial), directory: folder, label: 'migrations' });
    expect(only(outcome.diagnostics)).toMatchObject({ code: 'sql/42501' });
    expect(only(outcome.diagnostics).hint).toContain('grant create on database');
    await ask(`drop role ${role}`);
    expect(await ask(schemas)).toEqual([{ nspname: 'public' }]);
  });
});
