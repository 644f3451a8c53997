import { describe, expect, test } from 'vitest';
import type { RelationResolver } from '../../../src/core/relation.js';
import { placeOfPosition } from '../../../src/core/statement.js';
import { compileInline, compileNode } from '../../../src/render/compile-node.js';
import type { RuntimeFacts } from '../../../src/render/runtime-facts.js';
import { NO_COMMAND } from '../../../src/render/runtime-facts.js';
import { atOnce, compileNamed, nodeNamed, published, squeeze } from '../../support/compile.js';
import type { Files } from '../../support/project.js';
import { openFiles, placeText, tell } from '../../support/project.js';

/** The SQL of model `m` in a project with these files. */
async function sqlOf(m: string, files: Files = {}): Promise<string> {
  const opened = await openFiles({ 'models/m.sql': m, ...files });
  const { value, diagnostics } = compileNamed(opened, 'm');
  expect(tell([...opened.diagnostics, ...diagnostics])).toBe('');
  return value.sql;
}

/** What parsing and compiling model `m` has to say. */
async function told(m: string, files: Files = {}): Promise<string> {
  const opened = await openFiles({ 'models/m.sql': m, ...files });
  const compiled = opened.diagnostics.some((each) => each.severity === 'error')
    ? []
    : compileNamed(opened, 'm').diagnostics;
  return tell([...opened.diagnostics, ...compiled]);
}

const RAW = {
  'models/raw.yml':
    'sources:\n  - name: raw\n    schema: landing\n    tables: [{name: orders, identifier: Orders 1}]\n',
};

describe('relations', () => {
  test('ref, source and this print quoted in three parts', async () => {
    const sql = await sqlOf(
      "select {{ ref('a') }}, {{ ref('shop', 'a') }}, {{ source('raw', 'orders') }}, {{ this }}",
      {
        'models/a.sql': "{{ config(schema='marts', alias='A') }} select 1",
        ...RAW,
      },
    );
    expect(sql).toBe(
      'select "jiggy"."jiggy_marts"."A", "jiggy"."jiggy_marts"."A", "jiggy"."landing"."Orders 1", "jiggy"."jiggy"."m"',
    );
  });

  test('a resolver moves what this run builds; `this` stays the published relation', async () => {
    const opened = await openFiles({ 'models/a.sql': 'select 1', 'models/m.sql': "select {{ ref('a') }}, {{ this }}" });
    const names: RelationResolver = (relation) => ({ ...relation, schema: 'jb_1' });
    expect(compileNamed(opened, 'm', names).value.sql).toBe('select "jiggy"."jb_1"."a", "jiggy"."jiggy"."m"');
  });

  test.each([
    ["{{ ref('a').schema }}/{{ ref('a').identifier }}/{{ ref('a').name }}/{{ ref('a').database }}", 'jiggy/a/a/jiggy'],
    ["{{ ref('a').include(database=false) }}", '"jiggy"."a"'],
    ["{{ ref('a').quote(identifier=false) }}", '"jiggy"."jiggy".a'],
    ["{{ ref('a').without_identifier() }}", '"jiggy"."jiggy"'],
    ["{{ ref('a').replace_path(identifier='b') }}", '"jiggy"."jiggy"."b"'],
    ["{{ ref('a').incorporate(path={'schema': 's'}, type='table').is_table }}", 'True'],
    ["{{ ref('a').render() }}", '"jiggy"."jiggy"."a"'],
    ["{{ ref('a') == ref('a') }} {{ ref('a') ~ '' }}", 'True "jiggy"."jiggy"."a"'],
  ])('%s', async (template, sql) => {
    expect(await sqlOf(template, { 'models/a.sql': 'select 1' })).toBe(sql);
  });
});

describe('what templates may ask', () => {
  test.each([
    ["{{ var('a') }} {{ var('b', 'other') }} {{ var.has_var('b') }} {{ var('l') | join('+') }}", '1 other False x+y'],
    ["{{ env_var('NOPE', 'otherwise') }}", 'otherwise'],
    ['{{ target.name }} {{ target.schema }} {{ target.type }} {{ target.dbname }}', 'prod jiggy postgres jiggy'],
    ['{{ execute }} {{ project_name }} {{ schema }} {{ database }}', 'True shop jiggy jiggy'],
    [
      '{{ model.name }} {{ model.unique_id }} {{ model.resource_type }} {{ model.config.materialized }}',
      'm model.shop.m model view',
    ],
    [
      "{{ config(tags=['t']) }}{{ config.get('materialized') }} {{ config.get('nope', 'd') }} {{ config.get('nope') }} {{ config.require('tags') }}",
      "view d None ['t']",
    ],
    ['{% if is_incremental() %}no{% endif %}yes', 'yes'],
    ['{{ adapter.quote(\'a "b"\') }} {{ adapter.type() }}', '"a ""b""" postgres'],
    [
      `{{ tojson({'a': [1, 'x', none], 'b': true}) }} {{ fromjson('{"a": [1]}').a[0] }} {{ fromjson('?', 'd') }}`,
      '{"a": [1, "x", null], "b": true} 1 d',
    ],
    ["{{ builtins.ref('m2') }} {{ log('quiet') }}.", '"jiggy"."jiggy"."m2" .'],
    ['{{ flags.FULL_REFRESH }}', 'False'],
  ])('%s', async (template, sql) => {
    const project = 'name: shop\nvars: {a: 1, l: [x, y]}\n';
    expect(await sqlOf(template, { 'dbt_project.yml': project, 'models/m2.sql': 'select 1' })).toBe(sql);
  });

  test('log with info=True and exceptions.warn are told, with the node', async () => {
    expect(await told("select 1 {{ log('hello', info=True) }}")).toBe('info template/log models/m.sql:1:1 hello');
    expect(await told("select 1 {{ exceptions.warn('careful') }}")).toBe(
      'warning template/warning models/m.sql:1:1 careful\nwarning template/warning models/m.sql:1:1 careful',
    );
  });
});

describe('macros', () => {
  const macros = {
    'macros/m.sql': `
{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}
{% macro early() %}{% for i in range(9) %}{% if i == 4 %}{{ return([i]) }}{% endif %}{% endfor %}{% endmacro %}
{% macro lower_it(x) %}{{ adapter.dispatch('lower_it', 'shop')(x) }}{% endmacro %}
{% macro default__lower_it(x) %}no{% endmacro %}
{% macro postgres__lower_it(x) %}lower({{ x }}){% endmacro %}
{% macro inner() %}{{ outer_name() }}{% endmacro %}
{% macro outer_name() %}{{ this.identifier }}{% endmacro %}
`,
  };

  test.each([
    ["{{ twice('a') }} {{ shop.twice('b') }}", 'aa bb'],
    ['{{ early()[0] }}', '4'],
    ["{{ lower_it('x') }}", 'lower(x)'],
    ['{{ inner() }}', 'm'],
    ["{% macro twice(x) %}own {{ x }}{% endmacro %}{{ twice('a') }}", 'own a'],
    ["{{ dbt.generate_alias_name('q', model) }}", 'q'],
  ])('%s', async (template, sql) => {
    expect(await sqlOf(template, macros)).toBe(sql);
  });

  test('a project may override ref; builtins keeps the own one', async () => {
    const override = { 'macros/r.sql': '{% macro ref(name) %}{{ builtins.ref(name) }} /* mine */{% endmacro %}' };
    expect(await sqlOf("select * from {{ ref('a') }}", { ...override, 'models/a.sql': 'select 1' })).toBe(
      'select * from "jiggy"."jiggy"."a" /* mine */',
    );
  });

  test('two of one name, and one that is broken', async () => {
    expect(
      await told('select 1', {
        'macros/a.sql': '{% macro x() %}{% endmacro %}',
        'macros/b.sql': '\n{% macro x() %}{% endmacro %}',
      }),
    ).toBe(
      'error macro/duplicate macros/b.sql:2:10 Two macros are named x: in macros/a.sql and in macros/b.sql.\n  note macros/a.sql:1:10 first here\n  hint Rename one of them.',
    );
    expect(await told('select 1', { 'macros/a.sql': '{% macro x() %}{% if y %}{% endmacro %}' })).toMatch(
      /^error template\/syntax macros\/a.sql:1:\d+ /,
    );
  });
});

describe('errors name the place in the user’s file', () => {
  test.each<[string, string, string]>([
    [
      'an unknown name',
      'select 1,\n  {{ amuont }}',
      'warning template/silent-name models/m.sql:2:6 \'amuont\' is not defined here, and prints nothing.\n  hint Say {{ name | default("") }} where that is meant.',
    ],
    [
      'a package that is not there',
      'select {{ dbt_utils.star(1) }}',
      "error template/undefined models/m.sql:1:11 'dbt_utils' is undefined.\n  hint If dbt_utils is a package, it is not installed: name it in packages.yml and run jiggy deps.",
    ],
    [
      'a wrong argument',
      "select {{ ref(nam='x') }}",
      'error template/type models/m.sql:1:11 ref() has no argument nam.',
    ],
    [
      'a missing argument',
      'select {{ source("raw") }}',
      "error template/type models/m.sql:1:11 source() takes 2 texts, not 1.\n  hint It takes: source('source', 'table')",
    ],
    [
      'a version that there is not',
      "select {{ ref('a', v=2) }}",
      "error model/unknown-ref models/m.sql:1:11 Model m needs ref('a', v=2), but there is no such model or seed.\n  hint a has no versions.",
    ],
    [
      'an unset environment variable',
      "select {{ env_var('NOPE') }}",
      'error template/unknown-env-var models/m.sql:1:11 Environment variable NOPE is not set.\n  hint Set it, or give env_var() a default.',
    ],
    [
      'a secret',
      "select {{ env_var('DBT_ENV_SECRET_X') }}",
      'error template/secret models/m.sql:1:11 The secret DBT_ENV_SECRET_X may only be used in profiles.yml.',
    ],
    [
      'an unset variable',
      "select {{ var('strat') }}",
      'error template/unknown-var models/m.sql:1:11 Variable strat is not set.\n  hint Did you mean start?',
    ],
    [
      'a required configuration',
      "select {{ config.require('owner') }}",
      'error template/config models/m.sql:1:11 The configuration owner is required here and nobody sets it.',
    ],
    [
      'no macro to dispatch to',
      "select {{ adapter.dispatch('nope')() }}",
      'error template/dispatch models/m.sql:1:11 There is no macro nope for PostgreSQL.\n  hint Looked for postgres__nope, default__nope.',
    ],
    [
      'a ref hidden from parsing',
      "select 1 {% if execute %}{{ ref('a') }}{% endif %}",
      "error model/unseen-ref models/m.sql:1:29 ref('a') was not seen when the project was parsed, so the order of the run does not count on it.\n  hint Name it outside of every condition: -- depends_on: {{ ref('a') }}",
    ],
    [
      'no SQL at all',
      '{{ config(tags=[]) }}\n',
      'error model/empty models/m.sql:1:1 models/m.sql compiles to no SQL.\n  hint Write a select, or disable it.',
    ],
    [
      'an error of the author',
      "select {{ exceptions.raise_compiler_error('No ' ~ 1) }}",
      'error template/raised models/m.sql:1:11 No 1',
    ],
  ])('%s', async (_what, template, message) => {
    const files = { 'dbt_project.yml': 'name: shop\nvars: {start: 1}\n', 'models/a.sql': 'select 1' };
    expect(await told(template, files)).toBe(message);
  });

  test('an error inside a macro names the calls that led there', async () => {
    const macros = {
      'macros/a.sql': '{% macro outer(x) %}\n  {{ inner(x) }}\n{% endmacro %}',
      'macros/b.sql': '{% macro inner(x) %}{{ x.nothing.at_all }}{% endmacro %}',
    };
    expect(await told("select\n  {{ outer('text') }}", macros)).toMatch(
      /^error template\/undefined macros\/b.sql:1:\d+ .*\n {2}note macros\/a.sql:2:6 in macro '\w+', called from\n {2}note models\/m.sql:2:6 in macro '\w+', called from/,
    );
  });

  test('a macro that calls itself without end', async () => {
    const macros = { 'macros/a.sql': '{% macro round() %}{{ round() }}{% endmacro %}' };
    expect((await told('select {{ round() }}', macros)).split('\n')[0]).toMatch(
      /^error template\/limit macros\/a.sql:1:/,
    );
  });
});

describe('spans: PostgreSQL’s position leads back to the file', () => {
  const files = {
    'models/a.sql': 'select 1',
    'models/m.sql':
      "{{ config(tags=['x']) }}\r\nselect é, {{ clean('amuont') }}\r\nfrom {{ ref('a') }}\r\nwhere wrong\r\n",
    'macros/c.sql': '{% macro clean(c) %}btrim({{ c }}, badcol){% endmacro %}',
  };

  test.each([
    ['where wrong', 6, 'models/m.sql:4:7'],
    ['badcol', 0, 'macros/c.sql:1:36'],
    ['amuont', 0, 'macros/c.sql:1:27'],
    ['"jiggy"."jiggy"."a"', 0, 'models/m.sql:3:6'],
    ['é', 0, 'models/m.sql:2:8'],
  ])('%s', async (needle, shift, place) => {
    const opened = await openFiles(files);
    const { value } = compileNamed(opened, 'm');
    const offset = value.sql.indexOf(needle) + shift;
    const position = [...value.sql.slice(0, offset)].length + 1;
    expect(placeText(placeOfPosition(value, position, opened.macros.files))).toBe(place);
  });

  test('of a generic test it leads to its entry in the .yml', async () => {
    const opened = await openFiles({
      'models/a.sql': 'select 1 as id',
      'models/a.yml': 'models:\n  - name: a\n    columns:\n      - name: id\n        data_tests:\n          - unique\n',
    });
    const { value } = compileNamed(opened, 'unique_a_id');
    expect(placeText(placeOfPosition(value, 20, opened.macros.files))).toBe('models/a.yml:6:13');
  });
});

describe('data tests', () => {
  const yml = (tests: string): Files => ({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/a.yml': `models:\n  - name: a\n    columns:\n      - name: id\n        data_tests:\n${tests}`,
  });

  async function testSql(tests: string, name: string, more: Files = {}): Promise<string> {
    const opened = await openFiles({ ...yml(tests), ...more });
    const { value, diagnostics } = compileNamed(opened, name);
    expect(tell([...opened.diagnostics, ...diagnostics])).toBe('');
    return squeeze(value.sql);
  }

  const A = '"jiggy"."jiggy"."a"';

  test.each([
    ['          - not_null\n', 'not_null_a_id', `select id from ${A} where id is null`],
    [
      '          - unique\n',
      'unique_a_id',
      `select id as unique_field,count(*) as n_records from ${A} where id is not null group by id having count(*) > 1`,
    ],
    [
      "          - accepted_values: {arguments: {values: ['a', 'b c']}}\n",
      'accepted_values_a_id__a__b_c',
      `with all_values as (select id as value_field,count(*) as n_records from ${A} group by id) select * from all_values where value_field not in ('a','b c')`,
    ],
    [
      '          - accepted_values: {arguments: {values: [1, 2], quote: false}}\n',
      'accepted_values_a_id__False__1__2',
      `with all_values as (select id as value_field,count(*) as n_records from ${A} group by id) select * from all_values where value_field not in (1,2)`,
    ],
    [
      "          - relationships: {arguments: {to: ref('b'), field: id}}\n",
      'relationships_a_id__id__ref_b_',
      `with child as (select id as from_field from ${A} where id is not null),parent as (select id as to_field from "jiggy"."jiggy"."b") select from_field from child left join parent on child.from_field = parent.to_field where parent.to_field is null`,
    ],
    [
      '          - not_null: {config: {where: id > 0}}\n',
      'not_null_a_id',
      `select id from (select * from ${A} where id > 0) dbt_subquery where id is null`,
    ],
  ])('%s', async (tests, name, sql) => {
    expect(await testSql(tests, name)).toBe(sql);
  });

  test('a project may override how a test asks, and how `where` is applied', async () => {
    const macros = {
      'macros/t.sql':
        '{% macro default__test_not_null(model, column_name) %}mine {{ model }} {{ column_name }}{% endmacro %}' +
        "{% macro get_where_subquery(relation) %}{{ relation }} /* {{ config.get('where') }} */{% endmacro %}",
    };
    expect(await testSql('          - not_null: {config: {where: x}}\n', 'not_null_a_id', macros)).toBe(
      `mine ${A} /* x */ id`,
    );
  });

  test('a generic test of the project’s own, with its arguments as they are', async () => {
    const macros = {
      'tests/generic/t.sql':
        "{% test longer(model, column_name, than, of=[]) %}{{ model }} {{ column_name }} {{ than + 1 }} {{ of | join('-') }}{% endtest %}",
    };
    const project = { 'dbt_project.yml': 'name: shop\nvars: {n: 4}\n' };
    const tests = `          - longer: {arguments: {than: "{{ var('n') }}", of: [x, y]}}\n`;
    expect(await testSql(tests, 'longer_a_id__x__y___var_n_', { ...macros, ...project })).toBe(`${A} id 5 x-y`);
  });

  test('wrong arguments are told at the entry', async () => {
    const opened = await openFiles(yml('          - accepted_values: {arguments: {valeus: [a]}}\n'));
    const { value, diagnostics } = compileNamed(opened, 'accepted_values_a_id__a');
    expect(value.sql).toBe('');
    expect(tell(diagnostics)).toMatch(/^error template\/type models\/a.yml:6:13 .*'valeus'/);
  });

  test('a singular test is its file', async () => {
    const opened = await openFiles({
      ...yml('          - unique\n'),
      'tests/t.sql': "select * from {{ ref('a') }} where false",
    });
    expect(compileNamed(opened, 't').value.sql).toBe(`select * from ${A} where false`);
    expect(nodeNamed(opened, 't').dependsOn).toEqual(['model.shop.a']);
  });
});

describe('commands that want fewer rows', () => {
  async function reading(runtime: Partial<RuntimeFacts>): Promise<string> {
    const opened = await openFiles({
      'models/a.sql': "{{ config(event_time='at') }} select 1",
      'models/e.sql': "{{ config(materialized='ephemeral') }} select 2",
      'models/m.sql': "select {{ ref('a') }}, {{ ref('e') }}",
    });
    const { graph, config, macros } = opened;
    const options = { graph, config, macros, names: published, runtime: { ...NO_COMMAND, ...runtime } };
    return squeeze(atOnce(compileNode(nodeNamed(opened, 'm'), options)).value.sql);
  }

  test('--empty gives refs no rows', async () => {
    expect(await reading({ empty: true })).toBe(
      'with __dbt__cte__e as (select 2) select (select * from "jiggy"."jiggy"."a" where false limit 0) _dbt_limit_subq_a,' +
        '(select * from __dbt__cte__e where false limit 0) _dbt_limit_subq___dbt__cte__e',
    );
  });

  test('--sample gives those of a window', async () => {
    expect(await reading({ sample: { start: '2024-01-01', end: '2024-02-01' } })).toBe(
      'with __dbt__cte__e as (select 2) select (select * from "jiggy"."jiggy"."a" where at >= \'2024-01-01\' and at < \'2024-02-01\') _dbt_et_filter_subq_a,__dbt__cte__e',
    );
  });
});

test('a macro that dispatches to itself ends in an error that names it', async () => {
  const macros = {
    'macros/m.sql':
      "{% macro again() %}{{ adapter.dispatch('again')() }}{% endmacro %}\n" +
      '{% macro default__again() %}{{ again() }}{% endmacro %}',
  };
  expect(await told('select {{ again() }}', macros)).toMatch(
    /^error template\/limit macros\/m\.sql:[12]:\d+ .*nested more than/,
  );
});

describe('templates that ask the database are late', () => {
  test.each([
    ["select {{ run_query('select 1') }}", 'run_query() asks the database (models/m.sql:1:11)'],
    [
      'select {{ adapter.get_columns_in_relation(this) }}',
      'get_columns_in_relation() asks the database (models/m.sql:1:11)',
    ],
    [
      'select {{ adapter.get_relation(this.database, this.schema, this.identifier) }}',
      'adapter.get_relation() asks the database (models/m.sql:1:11)',
    ],
    ["select {{ adapter.add_query('select 1') }}", 'adapter.add_query() asks the database (models/m.sql:1:11)'],
    [
      'select {{ adapter.expand_target_column_types(this, this) }}',
      'get_columns_in_relation() asks the database (models/m.sql:1:11)',
    ],
    ['select {{ mine() }}', 'run_query() asks the database (macros/m.sql:2:4)'],
  ])('%s', async (template, because) => {
    const macro = "{% macro mine() %}\n{{ run_query('select 1') }}{% endmacro %}";
    const opened = await openFiles({ 'models/m.sql': template, 'macros/m.sql': macro });
    const { graph, config, macros } = opened;
    const { value } = compileNode(nodeNamed(opened, 'm'), { graph, config, macros, names: published });
    expect(value).toEqual({ kind: 'late', because });
  });
});

describe('SQL of the command line', () => {
  test('may refer to everything', async () => {
    const { graph, config, macros } = await openFiles({ 'models/a.sql': 'select 1', ...RAW });
    const compile = (sql: string): ReturnType<typeof atOnce> =>
      atOnce(compileInline(sql, { graph, config, macros, names: published }));
    expect(compile("select * from {{ ref('a') }}, {{ source('raw', 'orders') }}").value.sql).toBe(
      'select * from "jiggy"."jiggy"."a", "jiggy"."landing"."Orders 1"',
    );
    expect(tell(compile("select * from\n {{ ref('aa') }}").diagnostics)).toBe(
      'error model/unknown-ref --inline:2:5 There is no model or seed aa.\n  hint Did you mean a?',
    );
    expect(tell(compile("{{ source('raw', 'order') }}").diagnostics)).toBe(
      'error model/unknown-source --inline:1:4 There is no source raw.order.\n  hint Did you mean raw.orders?',
    );
  });
});
