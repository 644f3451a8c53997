import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliResult } from '../support/cli.js';
import { copyWarehouse, runCli } from '../support/cli.js';
import type { TestDatabase } from '../support/database.js';
import { createDatabase } from '../support/database.js';

let database: TestDatabase;
let project: ReturnType<typeof copyWarehouse>;

beforeAll(async () => {
  database = await createDatabase();
  project = copyWarehouse();
  const migrated = await jiggy('migrate');
  expect(migrated.code, migrated.stderr).toBe(0);
  const sample = await runCli(['generate', '--orders', '20', '--seed', '7', '--dirt', '0'], { cwd: project.root });
  write('sample.csv', sample.stdout);
  expect((await jiggy('ingest', 'sample.csv')).code).toBe(0);
  const built = await jiggy('build');
  expect(built.code, built.stderr).toBe(0);
});

afterAll(async () => {
  project.remove();
  await database.drop();
});

function jiggy(...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: project.root, env: { DATABASE_URL: database.url } });
}

function write(path: string, text: string | Buffer): void {
  mkdirSync(join(project.root, path, '..'), { recursive: true });
  writeFileSync(join(project.root, path), text);
}

/** Everything in the database that a failed command could have changed. */
async function fingerprint(): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query(`
      select (select json_agg(nspname order by nspname) from pg_namespace where nspname !~ '^pg_') as schemas,
             (select json_agg(relname || relfilenode order by relname, relfilenode) from pg_class where relnamespace::regnamespace::text in ('marts', 'staging', 'core')) as relations,
             (select count(*) from raw.transactions) as rows, (select count(*) from ops.loads) as loads,
             (select count(*) from ops.quarantine) as quarantine`);
    return JSON.stringify(rows);
  } finally {
    await client.end();
  }
}

/** The command fails with this exit code and one clear message, no stack trace, and the database is as it was. */
async function refused(code: number, patterns: readonly RegExp[], ...args: string[]): Promise<CliResult> {
  const before = await fingerprint();
  const result = await jiggy(...args);
  expect(result.code, result.stderr).toBe(code);
  const said = result.stderr + result.stdout;
  for (const pattern of patterns) expect(said).toMatch(pattern);
  expect(said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(await fingerprint()).toBe(before);
  return result;
}

const header = (): string => 'Date,ProductName,Category';

describe('files', () => {
  it('no such file', () => refused(2, [/nowhere\.csv/], 'ingest', 'nowhere.csv'));

  it('an empty file', async () => {
    write('empty.csv', '');
    await refused(2, [/empty\.csv.*empty/i], 'ingest', 'empty.csv');
  });

  it('a header that lacks columns and has unknown ones names both', async () => {
    write('short.csv', `${header()},Colour\n2026-01-01,a,b,c\n`);
    await refused(2, [/Quantity/, /Colour/], 'ingest', 'short.csv');
  });

  it('a directory without CSV files', async () => {
    write('nothing/readme.txt', 'x');
    await refused(2, [/nothing/, /csv/i], 'ingest', 'nothing');
  });

  it('a binary file', async () => {
    write('picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]));
    await refused(2, [/picture\.csv/], 'ingest', 'picture.csv');
  });
});

describe('the project', () => {
  it('a model with a syntax error: file, line, column and a caret', async () => {
    const path = 'models/marts/broken.sql';
    write(path, "select order_id,\n       amont\nfrom {{ ref('fct_order_lines') }}\n");
    await refused(
      1,
      [/models\/marts\/broken\.sql:2:8/, /\^{5}/, /amont/, /Nothing was published/],
      'build',
      '-s',
      'broken',
    );
    write(path, "selec 1 from {{ ref('fct_order_lines') }}\n");
    await refused(1, [/models\/marts\/broken\.sql:1:1/, /syntax error/], 'build', '-s', 'broken');
    removeFile(path);
  });

  it('a ref to nothing, with a suggestion', async () => {
    write('models/marts/lost.sql', "select 1 as a\nfrom {{ ref('fct_order_line') }}\n");
    await refused(2, [/models\/marts\/lost\.sql:2:\d+/, /fct_order_lines/], 'build');
    removeFile('models/marts/lost.sql');
  });

  it('a cycle, named with its path', async () => {
    write('models/marts/ring_a.sql', "select * from {{ ref('ring_b') }}\n");
    write('models/marts/ring_b.sql', "select * from {{ ref('ring_a') }}\n");
    await refused(2, [/ring_a -> ring_b -> ring_a|ring_b -> ring_a -> ring_b/], 'build');
    removeFile('models/marts/ring_a.sql');
    removeFile('models/marts/ring_b.sql');
  });

  it('two models of one name, both named', async () => {
    write('models/staging/dim_products.sql', 'select 1 as a\n');
    await refused(2, [/models\/marts\/dim_products\.sql/, /models\/staging\/dim_products\.sql/], 'build');
    removeFile('models/staging/dim_products.sql');
  });

  it('a broken YAML, with its place', async () => {
    write('models/marts/bad.yml', 'models:\n  - name: x\n    columns: [a: b: c]\n');
    await refused(2, [/models\/marts\/bad\.yml:3:\d+/], 'build');
    removeFile('models/marts/bad.yml');
  });
});

describe('the connection', () => {
  function withUrl(change: (url: URL) => void): string {
    const url = new URL(database.url);
    change(url);
    return url.href;
  }

  it('a wrong password is refused, and not printed', async () => {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const { rows } = await admin.query<{ trust: boolean }>(
      `select bool_or(auth_method = 'trust') as trust from pg_hba_file_rules`,
    );
    await admin.end();
    // On a server that trusts everybody no password is wrong; a role that is not there is refused in the same way.
    const url = withUrl((each) => {
      each.username = rows[0]?.trust ? 'nobody_at_all' : each.username;
      each.password = 'wr0ng-s3cret';
    });
    const { stderr, stdout } = await refused(
      2,
      [/Cannot connect|role .* does not exist/],
      'build',
      '--database-url',
      url,
    );
    expect(stderr + stdout).not.toContain('wr0ng-s3cret');
  });

  it('a server that is not there', () =>
    refused(
      2,
      [/127\.0\.0\.1:1,/, /No server answers/],
      'build',
      '--database-url',
      'postgresql://ada@127.0.0.1:1/shop',
    ));

  it('a database without rights: the GRANT to run', async () => {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      `do $$ begin create role poor_builder login; exception when duplicate_object or unique_violation then null; end $$`,
    );
    await admin.end();
    const url = withUrl((each) => {
      each.username = 'poor_builder';
      each.password = '';
    });
    await refused(2, [/grant create on database/], 'build', '--database-url', url);
  });
});

describe('the command line', () => {
  it('a flag that does not exist names the nearest', () =>
    refused(2, [/unknown option '--selec'/, /--select/], 'build', '--selec', 'x'));
  it('a command that does not exist names the nearest', () =>
    refused(2, [/unknown command 'biuld'/, /build/], 'biuld'));
  it('a selector that matches nothing says so and publishes nothing', () =>
    refused(0, [/nosuchmodel/], 'build', '-s', 'nosuchmodel'));
});

function removeFile(path: string): void {
  project.removeFile(path);
}
