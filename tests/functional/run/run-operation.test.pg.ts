import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';
import type { Ended } from '../../support/in-process.js';
import { runInProcess } from '../../support/in-process.js';
import { writeProject } from '../../support/project.js';

const MACROS = `
{% macro note(what, times=1) %}{% for i in range(times) %}{% do run_query("insert into noted values ('" ~ what ~ "')") %}{% endfor %}{% endmacro %}
{% macro note_and_fail() %}{% do note('kept') %}{{ exceptions.raise_compiler_error('on purpose') }}{% endmacro %}
{% macro undone() %}{% do run_query("begin; insert into noted values ('undone'); rollback") %}{% endmacro %}
{% macro count() %}{{ print(run_query('select count(*) from noted').columns[0].values()[0]) }}{% endmacro %}
{% macro wrong() %}{% do run_query('select nothing from nowhere') %}{% endmacro %}
`;

let database: TestDatabase;
let client: pg.Client;
let root: string;

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
  root = await writeProject({ 'macros/m.sql': MACROS });
  await client.query('drop table if exists noted; create table noted (what text)');
});

function operation(...args: readonly string[]): Promise<Ended> {
  return runInProcess(['run-operation', ...args, '--project-dir', root, '--database-url', database.url]);
}

async function noted(): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>('select what from noted');
  return rows.map((row) => row.what);
}

/** Of run_results.json. */
function results(): unknown {
  const { results: found } = JSON.parse(readFileSync(join(root, 'target', 'run_results.json'), 'utf8')) as {
    readonly results: readonly { readonly unique_id: string; readonly status: string }[];
  };
  return found.map(({ unique_id: id, status }) => [id, status]);
}

describe('run-operation', () => {
  it('calls a macro with its arguments, and what it sends counts', async () => {
    const { code } = await operation('note', '--args', '{what: a, times: 2}');
    expect(code).toBe(0);
    expect(await noted()).toEqual(['a', 'a']);
    expect(results()).toEqual([['macro.shop.note', 'success']]);
  });

  it('ends with 1 when the macro fails; what was sent before stays, as in dbt', async () => {
    const { code, err } = await operation('note_and_fail');
    expect({ code, told: err.includes('on purpose') }).toEqual({ code: 1, told: true });
    expect(await noted()).toEqual(['kept']);
    expect(results()).toEqual([['macro.shop.note_and_fail', 'error']]);
  });

  it('ends with 1 when PostgreSQL refuses a statement', async () => {
    const { code, err } = await operation('wrong');
    expect({ code, told: err.includes('nowhere') }).toEqual({ code: 1, told: true });
  });

  it('lets the macro have a transaction of its own', async () => {
    expect((await operation('undone')).code).toBe(0);
    expect(await noted()).toEqual([]);
  });

  it('with --quiet prints what the macro prints and nothing else', async () => {
    expect(await operation('count', '-q')).toEqual({ code: 0, out: '0\n', err: '' });
  });

  it('runs a text with --sql', async () => {
    expect((await operation('--sql', "insert into noted values ('{{ 1 + 1 }}')")).code).toBe(0);
    expect(await noted()).toEqual(['2']);
  });

  it('with --debug shows each statement that is sent, and no secret', async () => {
    const { err } = await operation('note', '--args', '{what: seen}', '--debug');
    expect(err).toContain("insert into noted values ('seen')");
    expect((await operation('note', '--args', '{what: seen}')).err).not.toContain('insert into');
    process.env['DBT_ENV_SECRET_WORD'] = 'hush-hush';
    const secret = await operation('note', '--args', '{what: hush-hush}', '--debug');
    delete process.env['DBT_ENV_SECRET_WORD'];
    expect(secret.err).toContain("insert into noted values ('*****')");
  });

  it.each([
    [['nope'], 'There is no macro nope'],
    [[], 'either a macro or --sql'],
    [['note', '--sql', 'select 1'], 'either a macro or --sql'],
    [['note', '--args', 'text'], '--args takes a mapping'],
  ])('%j ends with 2 before anything is sent', async (args, message) => {
    const { code, err } = await operation(...args);
    expect({ code, told: err.includes(message) }).toEqual({ code: 2, told: true });
  });
});
