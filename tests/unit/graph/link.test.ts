import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childrenOf, findCycles, topologicalOrder } from '../../../src/graph/order.js';
import type { Files } from '../../support/project.js';
import { openFiles, tell } from '../../support/project.js';

async function told(files: Files): Promise<string> {
  return tell((await openFiles(files)).diagnostics);
}

describe('what a template refers to', () => {
  test('becomes dependencies and an order: sources and seeds first, then by id', async () => {
    const { graph } = await openFiles({
      'models/z.sql': "select * from {{ source('raw', 'orders') }}",
      'models/a.sql': "select * from {{ ref('z') }}, {{ ref('codes') }}",
      'models/b.sql': 'select 1',
      'models/p.yml':
        'sources: [{name: raw, tables: [{name: orders}]}]\nmodels: [{name: a, columns: [{name: id, data_tests: [unique]}]}]\n',
      'seeds/codes.csv': 'a\n',
    });
    expect(graph.order).toEqual([
      'model.shop.b',
      'seed.shop.codes',
      'source.shop.raw.orders',
      'model.shop.z',
      'model.shop.a',
      'test.shop.unique_a_id.' + (graph.order.at(-1) ?? '').slice(-10),
    ]);
    expect(graph.nodes.get('model.shop.a')?.dependsOn).toEqual(['model.shop.z', 'seed.shop.codes']);
    expect(graph.children.get('model.shop.z')).toEqual(['model.shop.a']);
    expect(graph.children.get('model.shop.a')).toEqual([graph.order.at(-1)]);
  });

  test.each<[string, Files, string]>([
    [
      'a ref to nothing: the place and the nearest name',
      { 'models/orders.sql': 'select 1', 'models/a.sql': "select *\nfrom {{ ref('oders') }}" },
      "error model/unknown-ref models/a.sql:2:9 Model a needs ref('oders'), but there is no such model or seed.\n  hint Did you mean orders?",
    ],
    [
      'a ref to a package that has it not',
      { 'models/orders.sql': 'select 1', 'models/a.sql': "select * from {{ ref('other', 'orders') }}" },
      "error model/unknown-ref models/a.sql:1:18 Model a needs ref('other', 'orders'), but there is no such model or seed.\n  hint orders is in package shop.",
    ],
    [
      'a ref to what is disabled',
      { 'models/off.sql': '{{ config(enabled=false) }} select 1', 'models/a.sql': "select * from {{ ref('off') }}" },
      "error model/unknown-ref models/a.sql:1:18 Model a needs ref('off'), which is disabled.\n  hint Enable it, or take the call out.",
    ],
    [
      'a source that nobody declared',
      { 'models/a.sql': "select * from {{ source('raw', 'orders') }}" },
      "error model/unknown-source models/a.sql:1:18 Model a needs source('raw', 'orders'), but there is no such source.\n  hint Declare the table under sources: in a .yml file below models/.",
    ],
    [
      'a source that is misspelt',
      {
        'models/a.sql': "select * from {{ source('raw', 'ordrs') }}",
        'models/a.yml': 'sources: [{name: raw, tables: [{name: orders}]}]\n',
      },
      "error model/unknown-source models/a.sql:1:18 Model a needs source('raw', 'ordrs'), but there is no such source.\n  hint Did you mean raw.orders?",
    ],
    [
      'a test of something unknown is left out, with a warning',
      { 'models/a.sql': 'select 1', 'tests/t.sql': "select * from {{ ref('aa') }}" },
      "warning test/unknown-ref tests/t.sql:1:18 Test t needs ref('aa'), but there is no such model or seed. The test is left out.\n  hint Did you mean a?",
    ],
    [
      'a test of something disabled is left out in silence',
      { 'models/a.sql': '{{ config(enabled=false) }} select 1', 'tests/t.sql': "select * from {{ ref('a') }}" },
      '',
    ],
    [
      'a circle: its whole path, and the place of every step',
      {
        'models/a.sql': "select * from {{ ref('c') }}",
        'models/b.sql': "\n{{ ref('a') }}",
        'models/c.sql': "{{ ref('b') }}",
        'models/d.sql': "select * from {{ ref('a') }}",
      },
      [
        'error graph/cycle models/a.sql:1:18 Models need each other in a circle: a -> c -> b -> a.',
        '  note models/c.sql:1:4 c needs b',
        '  note models/b.sql:2:4 b needs a',
        '  hint Take one of these refs out, or move what both need into a model of its own.',
      ].join('\n'),
    ],
    [
      'a model that needs itself',
      { 'models/a.sql': "select * from {{ ref('a') }}" },
      [
        'error graph/cycle models/a.sql:1:18 Model a needs itself: a -> a.',
        '  hint Take one of these refs out, or move what both need into a model of its own.',
      ].join('\n'),
    ],
    [
      'names that PostgreSQL would cut off, counted in bytes',
      {
        'models/a.sql': `{{ config(alias='${'é'.repeat(32)}', schema='${'s'.repeat(60)}') }} select 1`,
        'models/b.sql': `{{ config(alias='${'x'.repeat(63)}') }} select 1`,
      },
      [
        `error graph/long-name models/a.sql:1:1 Relation name ${'é'.repeat(32)} of a has 64 bytes; PostgreSQL keeps 63.`,
        '  hint Give it a shorter alias in its config.',
        `error graph/long-name models/a.sql:1:1 Schema name jiggy_${'s'.repeat(60)} of a has 66 bytes; PostgreSQL keeps 63.`,
        '  hint Give it a shorter schema in its config.',
      ].join('\n'),
    ],
  ])('%s', async (_what, files, message) => {
    expect(await told(files)).toBe(message);
  });
});

/** Random graphs: node -> what it depends on, by index. */
const graphs = fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 });
const named = (lists: readonly (readonly number[])[]): Map<string, string[]> =>
  new Map(lists.map((list, index) => [`n${index}`, list.map((each) => `n${each % lists.length}`)]));

describe('order', () => {
  test('each after all it depends on; what is left out lies on or behind a circle', () => {
    fc.assert(
      fc.property(graphs, (lists) => {
        const dependencies = named(lists);
        const order = topologicalOrder(dependencies, childrenOf(dependencies));
        const position = new Map(order.map((id, index) => [id, index]));
        for (const [index, id] of order.entries()) {
          for (const parent of dependencies.get(id) ?? []) expect(position.get(parent)).toBeLessThan(index);
        }
        for (const [id, parents] of dependencies) {
          if (!position.has(id)) expect(parents.some((parent) => !position.has(parent))).toBe(true);
        }
      }),
    );
  });

  test('the same whatever order the nodes come in', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat(1000)), (lists, chance) => {
        const dependencies = named(lists);
        const shuffled = new Map(
          [...dependencies]
            .map((entry) => ({ entry, by: chance.next().value as number }))
            .sort((a, b) => a.by - b.by)
            .map(({ entry }) => entry),
        );
        expect(topologicalOrder(shuffled, childrenOf(shuffled))).toEqual(
          topologicalOrder(dependencies, childrenOf(dependencies)),
        );
      }),
    );
  });

  test('a circle is found exactly where the order is incomplete, and each is one', () => {
    fc.assert(
      fc.property(graphs, (lists) => {
        const dependencies = named(lists);
        const order = topologicalOrder(dependencies, childrenOf(dependencies));
        const cycles = findCycles(dependencies);
        expect(cycles.length > 0).toBe(order.length < dependencies.size);
        for (const cycle of cycles) {
          for (const [index, id] of cycle.entries()) {
            expect(dependencies.get(id)).toContain(cycle[(index + 1) % cycle.length]);
          }
        }
      }),
    );
  });

  test('a chain of 100,000 needs no deep stack', () => {
    const size = 100_000;
    const chain = new Map(
      Array.from({ length: size }, (_, i): [string, string[]] => [`n${i}`, [`n${(i + 1) % size}`]]),
    );
    expect(findCycles(chain).map((cycle) => cycle.length)).toEqual([size]);
    chain.set(`n${size - 1}`, []);
    expect(findCycles(chain)).toEqual([]);
    expect(topologicalOrder(chain, childrenOf(chain))).toHaveLength(size);
  });
});
