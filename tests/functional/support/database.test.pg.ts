import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { rowsOf } from '../../support/embedded.js';
import { startTestServer } from '../../support/test-server.js';

describe('a database of a test file', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  test('is empty and its own', async () => {
    const other = await createDatabase();
    await rowsOf(database.url, 'create table mine as select 1 as one');
    expect(await rowsOf(database.url, 'select one from mine')).toEqual([{ one: 1 }]);
    expect(await rowsOf(other.url, "select to_regclass('mine') as found")).toEqual([{ found: null }]);
    await other.drop();
  });

  test('is dropped whoever is still connected', async () => {
    const other = await createDatabase();
    const client = new Client({ connectionString: other.url });
    const ended = new Promise((resolve) => client.once('end', resolve));
    client.on('error', () => undefined);
    await client.connect();
    await other.drop();
    await ended;
    await expect(rowsOf(other.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});

describe('the server of a run', () => {
  test('is the one that TEST_DATABASE_URL names, which is left alone at the end', async () => {
    const server = await startTestServer({ TEST_DATABASE_URL: inject('databaseUrl'), JIGGY_TEST_CONTAINERS: '1' });
    expect(server.url).toBe(inject('databaseUrl'));
    await server.stop();
    expect(await rowsOf(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is never the one that DATABASE_URL names', async () => {
    const elsewhere = 'postgresql://somebody:secret@production.example/sales';
    const server = await startTestServer({ DATABASE_URL: elsewhere }, inject('clusterTemplate'));
    try {
      expect(
        await rowsOf(server.url, "select current_setting('fsync') as fsync, inet_server_addr() as address"),
      ).toEqual([{ fsync: 'off', address: null }]);
    } finally {
      await server.stop();
    }
  });

  test.runIf(process.env['JIGGY_TEST_CONTAINERS'] === '1')('is in a container when that is asked for', async () => {
    const [row] = await rowsOf(
      inject('databaseUrl'),
      "select current_setting('data_directory') as data, inet_server_addr() is not null as by_tcp, current_setting('fsync') as fsync",
    );
    expect(row).toEqual({ data: '/var/lib/postgresql/data', by_tcp: true, fsync: 'off' });
  });
});
