import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { mergeConfig, tagsOf, treeLayers } from '../../../src/parse/merge-config.js';
import { openFiles, tell } from '../../support/project.js';

describe('a layer over what is there', () => {
  test.each<[string, JsonObject, JsonObject, JsonObject]>([
    [
      'most keys replace',
      { materialized: 'view', indexes: [1] },
      { materialized: 'table', indexes: [2] },
      { materialized: 'table', indexes: [2] },
    ],
    ['tags add up', { tags: ['a'] }, { tags: 'b' }, { tags: ['a', 'b'] }],
    [
      'meta is laid over key by key',
      { meta: { a: 1, b: { c: 1 } } },
      { meta: { b: { d: 2 } } },
      { meta: { a: 1, b: { d: 2 } } },
    ],
    [
      'persist_docs replaces',
      { persist_docs: { relation: true } },
      { persist_docs: { columns: true } },
      { persist_docs: { columns: true } },
    ],
    [
      'column types are laid over',
      { column_types: { a: 'int' } },
      { column_types: { b: 'text' } },
      { column_types: { a: 'int', b: 'text' } },
    ],
    ['hooks add up, in both spellings', { 'post-hook': 'a' }, { post_hook: ['b'] }, { 'post-hook': ['a', 'b'] }],
    [
      'grants replace a privilege',
      { grants: { select: ['a'], insert: ['x'] } },
      { grants: { select: 'b' } },
      { grants: { select: ['b'], insert: ['x'] } },
    ],
    [
      'grants with a plus add to it',
      { grants: { select: ['a'] } },
      { grants: { '+select': ['b'] } },
      { grants: { select: ['a', 'b'] } },
    ],
  ])('%s', (_what, below, layer, merged) => {
    expect(mergeConfig(below, layer)).toEqual(merged);
  });

  test('tags of a node: each once, in order', () => {
    expect(tagsOf({ tags: ['b', 'a', 'b', 1] })).toEqual(['b', 'a']);
    expect(tagsOf({ tags: 'one' })).toEqual(['one']);
    expect(tagsOf({})).toEqual([]);
  });
});

test('layers of a tree: outermost first; +key always, key where it holds no mapping', () => {
  const tree = {
    '+tags': 'root',
    enabled: true,
    shop: { '+meta': { a: 1 }, marts: { materialized: 'table', '+ schema': 'm', deep: { '+tags': 'deep' } } },
    constructor: { '+tags': 'no' },
  };
  expect(treeLayers(tree, ['shop', 'marts', 'fct'])).toEqual([
    { tags: 'root', enabled: true },
    { meta: { a: 1 } },
    { materialized: 'table', schema: 'm' },
  ]);
  expect(treeLayers({}, ['toString', 'x'])).toEqual([{}]);
});

describe('precedence, end to end', () => {
  test('the file itself, its .yml, then dbt_project.yml from inner to outer folder', async () => {
    const { graph, diagnostics } = await openFiles({
      'dbt_project.yml': [
        'name: shop',
        'models:',
        '  +materialized: view',
        '  +meta: {from: root, root: 1}',
        '  shop:',
        '    +schema: outer',
        '    marts: {+schema: inner, +tags: [folder], +meta: {from: folder, folder: 1}, m: {+alias: by_name}}',
      ].join('\n'),
      'models/marts/m.sql': "{{ config(materialized='table', tags='file', meta={'from': 'file'}) }} select 1",
      'models/marts/n.sql': 'select 1',
      'models/p.yml':
        'models:\n  - name: m\n    config: {materialized: view, tags: [yml], meta: {from: yml, yml: 1}}\n',
    });
    expect(tell(diagnostics)).toBe('');
    expect(graph.nodes.get('model.shop.m')).toMatchObject({
      materialization: { kind: 'table', unlogged: false },
      // The file's tags are known before the .yml is read, as in dbt; the configuration has them in order of precedence.
      tags: ['folder', 'file', 'yml'],
      config: { tags: ['folder', 'yml', 'file'] },
      meta: { from: 'file', root: 1, folder: 1, yml: 1 },
      relation: { schema: 'jiggy_inner', identifier: 'by_name' },
    });
    expect(graph.nodes.get('model.shop.n')).toMatchObject({
      materialization: { kind: 'view' },
      relation: { schema: 'jiggy_inner', identifier: 'n' },
    });
  });

  test('several config() calls in one file add up', async () => {
    const { graph } = await openFiles({
      'models/m.sql':
        "{{ config({'tags': ['a'], 'meta': {'x': 1}}) }}{{ config(tags=['b'], meta={'y': 2}, alias='q') }} select 1",
    });
    expect(graph.nodes.get('model.shop.m')).toMatchObject({
      tags: ['a', 'b'],
      meta: { x: 1, y: 2 },
      relation: { identifier: 'q' },
    });
  });

  test('the typed settings of a table', async () => {
    const { graph } = await openFiles({
      'models/m.sql':
        "{{ config(materialized='table', unlogged=true, indexes=[{'columns': ['a', 'b'], 'unique': true}, {'columns': ['c'], 'type': 'hash'}], persist_docs={'relation': true}, grants={'select': 'bob'}) }} select 1",
    });
    expect(graph.nodes.get('model.shop.m')).toMatchObject({
      materialization: { kind: 'table', unlogged: true },
      indexes: [
        { columns: ['a', 'b'], unique: true },
        { columns: ['c'], unique: false, type: 'hash' },
      ],
      persistDocs: { relation: true, columns: false },
      grants: { select: ['bob'] },
    });
  });

  test('generate_schema_name and its like are the project’s where it has them', async () => {
    const { graph } = await openFiles({
      'macros/n.sql': [
        "{% macro generate_schema_name(custom, node) %}{{ target.name }}__{{ custom if custom else 'none' }}{% endmacro %}",
        '{% macro default__generate_alias_name(custom=none, node=none) %}{{ node.resource_type }}_{{ node.name }}{% endmacro %}',
      ].join('\n'),
      'models/m.sql': "{{ config(schema='marts') }} select 1",
      'seeds/s.csv': 'a\n1\n',
    });
    expect(graph.nodes.get('model.shop.m')).toMatchObject({
      relation: { database: 'jiggy', schema: 'prod__marts', identifier: 'model_m' },
    });
    expect(graph.nodes.get('seed.shop.s')).toMatchObject({ relation: { schema: 'prod__none', identifier: 'seed_s' } });
  });
});
