import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenedProject } from '../../../src/cli/project.js';
import type { Outcome } from '../../../src/core/diagnostic.js';
import type { RelationResolver } from '../../../src/core/relation.js';
import type { Statement } from '../../../src/core/statement.js';
import { placeOfPosition } from '../../../src/core/statement.js';
import type { Value } from '../../../src/jinja/values.js';
import { dialOf } from '../../../src/postgres/connect.js';
import { openDatabase } from '../../../src/postgres/database.js';
import { compileNodeLate } from '../../../src/render/compile-node.js';
import type { CompileOptions } from '../../../src/render/compile-options.js';
import { renderHook } from '../../../src/render/render-hook.js';
import { runMacro } from '../../../src/render/run-macro.js';
import { nodeNamed, published, squeeze } from '../../support/compile.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';
import { rowsOf } from '../../support/embedded.js';
import type { Files } from '../../support/project.js';
import { openFiles, tell } from '../../support/project.js';

let own: TestDatabase;

beforeAll(async () => {
  own = await createDatabase();
  await rowsOf(
    own.url,
    `create schema jiggy; create table jiggy.a as select 1 as id, 'x'::varchar(5) as name;
     create schema jb_1; create view jb_1.a as select 1 as id; create table jiggy."Mixed" (x int)`,
  );
});
afterAll(() => own.drop());

function optionsOf(opened: OpenedProject, names = published): CompileOptions {
  const { graph, config, macros } = opened;
  return { graph, config, macros, names };
}

function inSession<T>(work: (session: Parameters<typeof compileNodeLate>[2]) => Promise<T>): Promise<T> {
  return openDatabase(dialOf({ origin: 'DATABASE_URL', url: own.url })).session('test', work);
}

/** Compiles model `m` with answers from the database. */
async function late(m: string, files: Files = {}, names: RelationResolver = published): Promise<Outcome<Statement>> {
  const opened = await openFiles({ 'models/a.sql': 'select 1', 'models/m.sql': m, ...files }, { databaseUrl: own.url });
  expect(tell(opened.diagnostics)).toBe('');
  return inSession((session) => compileNodeLate(nodeNamed(opened, 'm'), optionsOf(opened, names), session));
}

async function sqlOf(m: string, files: Files = {}, names: RelationResolver = published): Promise<string> {
  const { value, diagnostics } = await late(m, files, names);
  expect(tell(diagnostics)).toBe('');
  return squeeze(value.sql);
}

describe('templates with a database', () => {
  const a = "{% set a = ref('a') %}{% if execute %}";

  test.each([
    [
      "{% set t = run_query('select 1 as x, 2 as y') %}{% if execute %}{{ t.columns['y'].values()[0] }}{% endif %}",
      '2',
    ],
    [
      `${a}{{ adapter.get_columns_in_relation(a) | map(attribute='data_type') | join(',') }}{% endif %}`,
      'integer,character varying(5)',
    ],
    [`${a}{{ adapter.get_relation(a.database, a.schema, a.identifier).type }}{% endif %}`, 'table'],
    [`${a}{{ adapter.get_relation(a.database, a.schema, 'nope') }}{% endif %}`, 'None'],
    [
      "{{ adapter.check_schema_exists(target.database, 'jiggy') }} {{ adapter.check_schema_exists('x', 'nope') }}",
      'True False',
    ],
    [
      "{% call statement('s', fetch_result=true) %}select 7 as n{% endcall %}{{ load_result('s')['data'][0][0] if execute }}",
      '7',
    ],
    [`${a}{% do adapter.expand_target_column_types(a, a) %}ok{% endif %}`, 'ok'],
  ])('%s', async (template, sql) => {
    expect(await sqlOf(template)).toBe(sql);
  });

  test('relations are looked for where this run builds them, else where they are published', async () => {
    const names: RelationResolver = (relation) => ({ ...relation, schema: 'jb_1' });
    const asks = `${a}{{ adapter.get_relation(a.database, 'jiggy', a.identifier) }} {{ load_relation(a).type }}{% endif %}`;
    expect(await sqlOf(asks, {}, names)).toMatch(/^"\w+"\."jb_1"\."a" view$/);
    const nowhere: RelationResolver = (relation) => ({ ...relation, schema: 'jb_2' });
    expect(await sqlOf(`${a}{{ adapter.get_relation(a.database, 'jiggy', 'a').type }}{% endif %}`, {}, nowhere)).toBe(
      'table',
    );
  });

  test('what the node itself publishes is not moved', async () => {
    const names: RelationResolver = (relation) => ({ ...relation, schema: 'jb_1' });
    expect(await sqlOf('{{ load_relation(this) is none }}', {}, names)).toBe('True');
  });

  test('a relation whose name differs by case alone is an error', async () => {
    const { diagnostics } = await late("{{ adapter.get_relation(target.database, 'jiggy', 'mixed') }}");
    expect(tell(diagnostics)).toMatch(/and there is "\w+"\."jiggy"\."Mixed"/);
  });
});

describe('what PostgreSQL refuses', () => {
  test('is told at the SQL in the macro, with the calls that led there', async () => {
    const macros = {
      'macros/q.sql': "{% macro asks() %}\n{% call statement('x') %}\nselect nope\n{% endcall %}{% endmacro %}",
    };
    const { diagnostics } = await late('select\n{{ asks() }}', macros);
    expect(tell(diagnostics)).toMatch(
      /^error sql\/42703 macros\/q\.sql:3:8 column "nope" does not exist\n[\s\S]*models\/m\.sql:2:4 in macro 'asks', called from$/,
    );
  });

  test('is told at the call where the SQL is no text of a file', async () => {
    const { diagnostics } = await late("select\n{{ run_query('sel' ~ 'ect nope') }}");
    expect(tell(diagnostics)).toMatch(/^error sql\/42703 models\/m\.sql:2:4 column "nope" does not exist/);
  });
});

describe('hooks and macros', () => {
  const files = {
    'models/a.sql': 'select 1',
    'macros/g.sql':
      "{% macro grants(role) %}{{ 'grant to ' ~ role if role }}{% endmacro %}\n" +
      "{% macro counts(limit=1) %}{% do return(run_query('select ' ~ limit ~ ' as n').rows[0][0] + 1) %}{% endmacro %}\n" +
      "{% macro fails() %}{{ exceptions.raise_compiler_error('no') }}{% endmacro %}",
  };

  async function hook(sql: string): Promise<Outcome<Statement>> {
    const opened = await openFiles(files, { databaseUrl: own.url });
    const node = nodeNamed(opened, 'a');
    if (node.kind !== 'model') throw new Error('a is a model');
    const options = { ...optionsOf(opened), self: { database: 'jiggy', schema: 'jb_9', identifier: 'a' } };
    return inSession((session) => renderHook({ sql, transaction: true }, node, options, session));
  }

  test('a hook sees the relation that is being built', async () => {
    const { value, diagnostics } = await hook("{{ grants('me') }} on {{ this }} of {{ model.name }}");
    expect(tell(diagnostics)).toBe('');
    expect(value.sql).toBe('grant to me on "jiggy"."jb_9"."a" of a');
  });

  test('errors of a hook name the macro', async () => {
    expect(tell((await hook('{{ fails() }}')).diagnostics)).toContain('error template/raised macros/g.sql:3:23 no');
  });

  async function run(name: string, args: Parameters<typeof runMacro>[1] = {}): Promise<Outcome<Value>> {
    const opened = await openFiles(files, { databaseUrl: own.url });
    return inSession((session) => runMacro(name, args, optionsOf(opened), session));
  }

  test('a macro gives what it returns', async () => {
    expect(await run('counts', { limit: 41 })).toEqual({ value: 42, diagnostics: [] });
    expect((await run('shop.grants', { role: 'me' })).value).toBe('grant to me');
  });

  test('a macro that is not there', async () => {
    expect(tell((await run('count')).diagnostics)).toBe(
      'error macro/unknown - There is no macro count.\n  hint Did you mean counts?',
    );
  });
});

test('spans of late SQL lead back to the file', async () => {
  const m = "select {{ run_query('select 5 as n').rows[0][0] if execute }},\n  nope";
  const { value } = await late(m);
  const at = placeOfPosition(value, value.sql.indexOf('nope') + 1, (path) => ({ path, text: m }));
  expect(at).toMatchObject({ file: 'models/m.sql', line: 2, column: 3 });
});
