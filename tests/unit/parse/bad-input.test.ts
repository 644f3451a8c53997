import { expect, test } from 'vitest';
import type { Files } from '../../support/project.js';
import { openFiles, tell } from '../../support/project.js';

const lines = (...texts: readonly string[]): string => `${texts.join('\n')}\n`;

test.each<[string, Files, readonly string[]]>([
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
    'materializations that come later, and one that nobody knows',
    {
      'models/a.sql': "\n{{ config(materialized='incremental') }} select 1",
      'models/b.sql': "{{ config(materialized='tabel') }} select 1",
    },
    [
      'error model/materialization models/a.sql:2:4 Model a is materialized as incremental, which is not supported by this version.',
      '  hint Materialize it as view or table.',
      'error model/materialization models/b.sql:1:4 Model b is materialized as tabel, which is not known.',
      '  hint Materialize it as view or table.',
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
      'warning parse/not-yet models/a.yml:11:13 The data test dbt_utils.at_least_one is left out: packages are not supported by this version.',
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
      'error yaml/syntax models/b.yml:3:1 Broken YAML: Missing closing ".',
    ],
  ],
  [
    'what this version does not act on is named, never dropped in silence',
    {
      'analyses/x.sql': 'select 1',
      'macros/m.sql': '{% materialization mine, default %}{% endmaterialization %}',
      'models/a.sql':
        "{{ config(post_hook='select 1', contract={'enforced': true}, quoting={'schema': false}, sql_header='set x', store_failures=false) }} select 1",
      'models/a.yml': lines(
        'exposures: [{name: board}]',
        'unit_tests: [{name: u}]',
        'models: [{name: v, versions: [{v: 1}]}, {name: a, description: "{{ doc(1) }}"}]',
      ),
    },
    [
      'warning parse/not-yet macros/m.sql:1:20 The materialization mine is left out: this version does not support it.',
      'warning parse/not-yet models/a.yml:1:20 The exposure board is left out: this version does not support it.',
      'warning parse/not-yet models/a.yml:2:21 The unit test u is left out: this version does not support it.',
      'warning parse/not-yet models/a.yml:3:17 The versioned model v is left out: this version does not support it.',
      'warning parse/not-yet models/a.yml:3:48 Templates in descriptions of a are not supported by this version; they stay as written.',
      'warning parse/not-yet models/a.yml:3:48 The post-hook of model a is not supported by this version and has no effect.',
      'warning parse/not-yet models/a.yml:3:48 The sql_header of model a is not supported by this version and has no effect.',
      'warning parse/not-yet models/a.yml:3:48 The contract of model a is not supported by this version and has no effect.',
      'warning parse/not-yet models/a.yml:3:48 quoting: false of model a is not supported by this version and has no effect.',
      'warning parse/not-yet analyses/x.sql:1:1 analyses/x.sql is left out: analyses are not supported by this version.',
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
