import { Client } from 'pg';

/** Runs statements one by one as an administrator. */
export async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes an empty database anew; ends with its address. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await administer(url, `drop database if exists ${name}`, `create database ${name} template template0`);
  return databaseUrl(url, name);
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** The database's name. */
export function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
