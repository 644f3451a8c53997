import { expect, test } from 'vitest';
import type { Files } from '../../support/project.js';
import { openFiles, tell } from '../../support/project.js';

const lines = (...texts: readonly string[]): string => `${texts.join('\n')}\n`;

test.each<[string, Files, readonly string[]]>([
  [
    'a seed whose hook refers to a model',
    {
      'models/a.sql': 'select 1',
      'seeds/s.csv': 'x\n1\n',
      'seeds/s.yml': lines('seeds:', '  - name: s', '    config:', '      post_hook: "select * from {{ ref(\'a\') }}"'),
    },
    ['error parse/seed-hook seeds/s.csv:1:1 Seeds cannot depend on other nodes, and a hook of s refers to a.'],
  ],
  [
    'hooks under both of their names',
    { 'models/a.sql': "{{ config({'pre_hook': 'select 1', 'pre-hook': 'select 2'}) }} select 1" },
    [
      'error template/hook-twice models/a.sql:1:4 config() names both pre_hook and pre-hook, which mean the same.',
      '  hint Put the hooks into one list.',
    ],
  ],
  [
    'two models of one name',
    { 'models/a.sql': 'select 1', 'models/sub/a.sql': 'select 2' },
    [
      'error model/duplicate-name models/sub/a.sql:1:1 Two models are named a: models/a.sql and models/sub/a.sql.',
      '  note models/a.sql:1:1 first here',
      '  hint Rename one of the files.',
    ],
  ],
  [
    'a model and a seed of one name',
    { 'models/a.sql': 'select 1', 'seeds/a.csv': 'x\n' },
    [
      'error model/duplicate-name seeds/a.csv:1:1 A model and a seed are both named a: models/a.sql and seeds/a.csv.',
      '  note models/a.sql:1:1 first here',
      '  hint Rename one of the files.',
    ],
  ],
  [
    'two nodes that would be one relation',
    { 'models/a.sql': 'select 1', 'models/b.sql': "{{ config(alias='a') }} select 2" },
    [
      'error model/same-relation models/b.sql:1:1 a and b would both be published as jiggy.a.',
      '  note models/a.sql:1:1 the other one',
      '  hint Give one of them another alias or schema.',
    ],
  ],
  [
    'the same test twice',
    {
      'models/a.sql': 'select 1',
      'models/a.yml': lines(
        'models:',
        '  - name: a',
        '    columns:',
        '      - {name: id, data_tests: [unique, unique]}',
      ),
    },
    [
      'error test/duplicate models/a.yml:4:41 Two tests are named unique_a_id: models/a.yml:4 and models/a.yml:4.',
      '  note models/a.yml:4:33 first here',
      '  hint Take one out, or give it a name: of its own.',
    ],
  ],
  [
    'an entry for a model that is not there',
    { 'models/orders.sql': 'select 1', 'models/a.yml': lines('models:', '  - name: oders') },
    [
      'warning properties/no-such-node models/a.yml:2:11 This describes a model oders, but there is none.',
      '  hint Did you mean orders?',
    ],
  ],
  [
    'an entry of the wrong kind',
    { 'seeds/codes.csv': 'a\n', 'models/a.yml': lines('models:', '  - name: codes') },
    [
      'warning properties/no-such-node models/a.yml:2:11 This describes a model codes, but there is none.',
      '  hint codes is a seed: put the entry under seeds:.',
    ],
  ],
  [
    'two entries for one model',
    {
      'models/a.sql': 'select 1',
      'models/a.yml': lines('models:', '  - name: a'),
      'models/b.yml': lines('models:', '  - name: a'),
    },
    [
      'error properties/twice models/b.yml:2:11 The model a is described twice: in models/a.yml and in models/b.yml.',
      '  note models/a.yml:2:11 first here',
      '  hint Merge the two entries into one.',
    ],
  ],
  [
    'a materialization that nobody knows',
    {
      'macros/m.sql': '{% materialization mine, default %}{% endmaterialization %}',
      'models/a.sql': "\n{{ config(materialized='incremental') }} select 1",
      'models/b.sql': "{{ config(materialized='tabel') }} select 1",
      'models/c.sql': "{{ config(materialized='mine') }} select 1",
    },
    [
      'error model/materialization models/b.sql:1:4 Model b is materialized as tabel, which is not known.',
      '  hint Did you mean table? Known: view, table, incremental, ephemeral, materialized_view, mine.',
    ],
  ],
  [
    'data tests that cannot be read',
    {
      'models/a.sql': 'select 1',
      'models/a.yml': lines(
        'models:',
        '  - name: a',
        '    columns:',
        '      - name: id',
        '        data_tests:',
        '          - uniqe',
        '          - 1',
        '          - {unique: {}, not_null: {}}',
        '          - unique: {config: {severity: loud, limit: few}}',
        '          - "not null"',
        '          - dbt_utils.at_least_one',
      ),
    },
    [
      'error test/unknown models/a.yml:6:13 There is no data test uniqe.',
      '  hint Did you mean unique?',
      'error test/shape models/a.yml:7:13 A data test must be a name, or one name with its arguments.',
      '  hint Write - not_null, or - accepted_values: {arguments: {values: [a, b]}}',
      'error test/shape models/a.yml:8:13 A data test must be a name, or one name with its arguments.',
      '  hint Write - not_null, or - accepted_values: {arguments: {values: [a, b]}}',
      'error test/config models/a.yml:9:13 The severity of test unique_a_id must be error or warn, not loud.',
      'error test/config models/a.yml:9:13 The limit of test unique_a_id must be a whole number, not "few".',
      'error test/shape models/a.yml:10:13 not null cannot be the name of a data test.',
      'error test/unknown models/a.yml:11:13 The data test dbt_utils.at_least_one needs the package dbt_utils, which is not installed.',
      '  hint List dbt_utils in packages.yml, and run: jiggy deps',
    ],
  ],
  [
    'lists and keys of a .yml that are not as they should be',
    {
      'models/a.sql': 'select 1',
      'models/a.yml': lines(
        'modles: []',
        'seeds: {name: x}',
        'models:',
        '  - name: a',
        '    descripton: x',
        '    data_tests: unique',
        '    tests: [unique: {column_name: id}]',
        '    columns:',
        '      - nmae: id',
        '      - id',
        '  - description: no name',
        '  - [a]',
        'sources:',
        '  - name: raw',
        '    tables: orders',
        '  - name: raw2',
        '    tables: [{nam: x}]',
      ),
    },
    [
      'warning properties/unknown-key models/a.yml:1:1 A properties file has no key modles.',
      '  hint Did you mean models?',
      'error properties/type models/a.yml:2:8 seeds must be a list.',
      '  hint Write each entry as: - name: ...',
      'warning properties/unknown-key models/a.yml:5:5 An entry under models has no key descripton.',
      '  hint Did you mean description?',
      'warning properties/unknown-key models/a.yml:9:9 A column has no key nmae.',
      '  hint Did you mean name?',
      'error properties/no-name models/a.yml:9:9 A column needs a name.',
      'error properties/no-name models/a.yml:10:9 A column needs a name.',
      'error properties/two-test-lists models/a.yml:7:5 data_tests and tests stand beside each other.',
      '  hint Move all of them under data_tests.',
      'error properties/type models/a.yml:6:17 data_tests must be a list.',
      '  hint Write each test as: - not_null',
      'error properties/no-name models/a.yml:11:5 An entry under models needs a name.',
      '  hint Write it as: - name: my_model',
      'error properties/no-name models/a.yml:12:5 An entry under models needs a name.',
      '  hint Write it as: - name: my_model',
      'error properties/type models/a.yml:15:13 tables must be a list.',
      '  hint Write each table as: - name: my_table',
      'error properties/no-name models/a.yml:17:14 A table of a source needs a name.',
    ],
  ],
  [
    'a .yml that is no mapping, and one that is broken',
    { 'models/a.yml': '- name: a\n', 'models/b.yml': 'models:\n  - name: "a\n' },
    [
      'error properties/type models/a.yml:1:1 models/a.yml must be a mapping.',
      '  hint Begin with a list such as: models:',
      'error yaml/syntax models/b.yml:3:1 Broken YAML: missing closing ".',
    ],
  ],
  [
    'entries of the other kinds that dbt would refuse too',
    {
      'models/a.sql': "{{ config(access='secret') }} select 1",
      'models/a.yml': lines(
        'exposures: [{name: board, depends_on: [orders]}]',
        'unit_tests: [{name: u, model: b}]',
        'models:',
        '  - {name: v, versions: [{v: 1}]}',
        '  - {name: a, description: "{{ doc(\'nope\') }}", constraints: [{type: uniqe}]}',
        '  - {name: w, latest_version: 3, versions: [{v: 1}, {v: 1}]}',
        'snapshots: [{name: s, relation: "ref(\'a\')", config: {hard_deletes: maybe}}]',
        'metrics: [{name: m, type: simpel}]',
        'macros: [{name: nope}]',
      ),
    },
    [
      'error model/constraint models/a.yml:5:63 There is no type of constraint uniqe.',
      '  hint Did you mean unique?',
      'error model/version models/a.yml:6:53 Version 1 of w stands twice.',
      '  hint Write each version as: - v: 1',
      'error model/version models/a.yml:6:31 latest_version 3 is none of the versions.',
      '  hint Write each version as: - v: 1',
      'error properties/twice models/a.yml:6:57 The model w_v1 is described twice: in models/a.yml and in models/a.yml.',
      '  note models/a.yml:6:49 first here',
      '  hint Merge the two entries into one.',
      'error model/access models/a.sql:1:4 The access of model a must be private, protected or public, not secret.',
      'error snapshot/config models/a.yml:7:20 Snapshot s needs strategy and unique_key in its config.',
      'error snapshot/config models/a.yml:7:20 hard_deletes of snapshot s cannot be maybe.',
      '  hint Known: ignore, invalidate, new_record.',
      'error exposure/type models/a.yml:1:13 The exposure board needs a type that dbt knows.',
      '  hint Known types: dashboard, notebook, analysis, ml, application.',
      'error properties/owner models/a.yml:1:13 board needs an owner with a name or an email.',
      '  hint Write owner: {name: ..., email: ...}',
      'error exposure/depends-on models/a.yml:1:40 orders is none of the calls that depends_on takes.',
      "  hint Write ref('model'), source('source', 'table') or metric('metric').",
      'warning properties/no-such-node models/a.yml:4:30 Version 1 of v should be in a file v_v1.sql, but there is none.',
      '  hint Take the entry out, or add the file.',
      'warning properties/no-such-node models/a.yml:6:49 Version 1 of w should be in a file w_v1.sql, but there is none.',
      '  hint Take the entry out, or add the file.',
      'error semantic/metric-type models/a.yml:8:27 There is no type of metric simpel.',
      '  hint Did you mean simple?',
      'error unit-test/model models/a.yml:2:31 The unit test u is about a model b, but there is none.',
      '  hint Did you mean a?',
      "error docs/unknown models/a.yml:5:12 The description needs doc('nope'), but there is no such docs block.",
      '  hint Write {% docs nope %} in a .md file.',
      'warning properties/no-such-macro models/a.yml:9:17 This describes a macro nope, but there is none.',
    ],
  ],
  [
    'a relation of the project that is named by hand',
    {
      'models/a.sql': 'select 1 as id',
      'models/b.sql': 'select * from "jiggy".a join jiggy.b using (id) -- from jiggy.a\n',
    },
    [
      'warning model/hard-coded models/b.sql:1:15 b names "jiggy".a by itself, which is what model a builds.',
      "  hint Write {{ ref('a') }}, so that it is built first.",
    ],
  ],
  [
    'values of a .yml that cannot be rendered',
    {
      'models/a.sql': 'select 1',
      'models/a.yml': lines('models:', '  - name: a', '    config:', `      schema: "{{ var('schema') }}"`),
    },
    [
      'error template/unknown-var models/a.yml:4:15 Variable schema is not set.',
      "  hint Set it under vars: in dbt_project.yml, give var() a default, or run with --vars '{schema: ...}'.",
    ],
  ],
  [
    'a naming macro that fails, and one that gives nothing',
    { 'macros/n.sql': '{% macro generate_schema_name(c, n) %}{% endmacro %}', 'models/a.sql': 'select 1' },
    ['error template/name models/a.sql:1:1 The macro generate_schema_name gave an empty name.'],
  ],
])('%s', async (_what, files, told) => {
  expect(tell((await openFiles(files)).diagnostics)).toBe(told.join('\n'));
});

test('problems of what is switched off are nobody’s', async () => {
  const { diagnostics, disabled } = await openFiles({
    'models/a.sql': "{{ config(enabled=false, materialized='incremental') }} select {{ nothing }}",
    'models/a.yml': lines('models:', '  - name: a', '    columns: [{name: id, data_tests: [unique]}]'),
  });
  expect(tell(diagnostics)).toBe('');
  expect(disabled.map((node) => node.id)).toEqual(['model.shop.a']);
});
