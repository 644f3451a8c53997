import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { compareRelations } from './relations.js';

let databases: readonly TestDatabase[];
let left: Client;
let right: Client;

beforeAll(async () => {
  databases = [await createDatabase(), await createDatabase()];
  [left, right] = databases.map(({ url }) => new Client({ connectionString: url })) as [Client, Client];
  await Promise.all([left.connect(), right.connect()]);
});

afterAll(async () => {
  await Promise.all([left.end(), right.end()]);
  await Promise.all(databases.map((database) => database.drop()));
});

/** Runs the same statements on both sides, then others on one, compares, and clears both. */
async function differences(both: string, onlyRight: string): Promise<readonly string[]> {
  await left.query(both);
  await right.query(`${both}; ${onlyRight}`);
  const checks = await compareRelations(left, right);
  await Promise.all([left, right].map((side) => side.query('drop schema if exists marts cascade; drop schema if exists raw cascade'))); // prettier-ignore
  return checks.map(({ name, difference }) => (difference === undefined ? `${name} agrees` : `${name}: ${difference}`));
}

const TABLE = `create schema marts; create table marts.t (n numeric(8, 2), word text);
  insert into marts.t values (1, 'a'), (1, 'a'), (2, null)`;

it('fails on two databases without relations', async () => {
  expect(await differences('create schema marts', '')).toEqual(['anything at all: neither side has one']);
});

it('does not look at raw', async () => {
  expect(await differences(TABLE, 'create schema raw; create table raw.t ()')).toEqual(['marts.t agrees']);
});

it.each([
  ['a row more', `insert into marts.t values (1, 'a')`],
  ['a row less', `delete from marts.t where n = 2`],
  ['as many rows, of other frequency', `update marts.t set n = 2, word = null where ctid = '(0,1)'`],
  ['an empty text for a NULL', `update marts.t set word = '' where n = 2`],
  ['another type of one column', 'alter table marts.t alter word type varchar'],
  ['another scale', 'alter table marts.t alter n type numeric(8, 3)'],
  ['another column name', 'alter table marts.t rename n to m'],
  ['a comment on the relation', `comment on table marts.t is 'T.'`],
  ['a comment on a column', `comment on column marts.t.n is 'N.'`],
  ['an index', 'create index on marts.t (n)'],
  ['another kind', 'alter table marts.t rename to x; create view marts.t as table marts.x'],
])('notices %s', async (_, sql) => {
  const found = await differences(TABLE, sql);
  expect(found.find((line) => line.startsWith('marts.t'))).toMatch(/^marts\.t: /);
});

it('takes indexes of other names for the same, but not of other columns or uniqueness', async () => {
  const both = `${TABLE}; delete from marts.t; create index one on marts.t (n)`;
  expect(await differences(both, 'alter index marts.one rename to two')).toEqual(['marts.t agrees']);
  for (const other of ['unique index one on marts.t (n)', 'index one on marts.t (word)']) {
    const found = await differences(both, `drop index marts.one; create ${other}`);
    expect(found).toEqual([expect.stringMatching(/^marts\.t: property/)]);
  }
});
