import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** An empty database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  readonly drop: () => Promise<void>;
}

/** Makes an empty database on the run's server (20 to 40 ms). Call it in `beforeAll` and `drop` it in `afterAll`. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `jiggy_test_${String(process.pid)}_${randomBytes(4).toString('hex')}`;
  await administer(`create database ${name} template template0 strategy file_copy`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
