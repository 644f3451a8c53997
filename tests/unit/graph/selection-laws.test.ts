import { describe, expect, test } from 'vitest';
import type { Graph } from '../../../src/core/graph.js';
import type { Node } from '../../../src/core/node.js';
import type { IndirectSelection } from '../../../src/graph/selector.js';
import { INDIRECT_SELECTIONS } from '../../../src/graph/selector.js';
import { selectNodes } from '../../../src/graph/select.js';
import { openFiles } from '../../support/project.js';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/** Models that need some of those before them, with tests that have one parent or two. */
async function generated(random: Random, size: number): Promise<Graph> {
  const files: Record<string, string> = {};
  const entries: string[] = [];
  for (let index = 0; index < size; index += 1) {
    const parents = Array.from({ length: index }, (_, each) => each).filter(() => random() < 0.25);
    const refs = parents.map((each) => `{{ ref('m${each}') }}`).join(' ');
    const folder = pick(random, ['a', 'b', 'a/c']);
    const tags = ['x', 'y', 'z'].filter(() => random() < 0.4);
    files[`models/${folder}/m${index}.sql`] = `{{ config(tags=${JSON.stringify(tags)}) }} select 1 as id ${refs}\n`;
    const other = Math.floor(random() * size);
    const relation = `{relationships: {arguments: {to: ref('m${other}'), field: id}}}`;
    const tests = ['unique', 'not_null', relation].filter(() => random() < 0.4);
    entries.push(`  - {name: m${index}, columns: [{name: id, data_tests: [${tests.join(', ')}]}]}`);
  }
  files['models/schema.yml'] = `models:\n${entries.join('\n')}\n`;
  return (await openFiles(files)).graph;
}

function criterion(random: Random, graph: Graph): string {
  const names = [...graph.nodes.values()].map((node) => node.name);
  const value = pick(random, [
    () => pick(random, names),
    () => `tag:${pick(random, ['x', 'y', 'z'])}`,
    () => `path:models/${pick(random, ['a', 'b', 'a/c'])}`,
    () => `test_name:${pick(random, ['unique', 'relationships'])}`,
    () => pick(random, ['m1*', '*', 'resource_type:test', 'none_such']),
  ])();
  if (random() < 0.1) return `@${value}`;
  return `${pick(random, ['', '', '+', '1+', '2+'])}${value}${pick(random, ['', '', '+', '+1'])}`;
}

/** How many graphs are generated. */
const graphs = Number(process.env['JIGGY_SELECTION_GRAPHS'] ?? '3');
const seeds = Array.from({ length: graphs }, (_, seed) => seed + 1);

describe.each(seeds)('on generated graph %i', (seed) => {
  async function prepare(): Promise<{
    readonly texts: readonly (readonly [string, string, string])[];
    readonly select: (indirect: IndirectSelection, text: string, exclude?: string) => readonly string[];
  }> {
    const random = randomFrom(seed);
    const graph = await generated(random, 4 + Math.floor(random() * 16));
    const texts = Array.from({ length: 25 }, () => {
      return [criterion(random, graph), criterion(random, graph), criterion(random, graph)] as const;
    });
    const select = (indirect: IndirectSelection, text: string, exclude?: string): readonly string[] => {
      const options = { select: [text], indirect, ...(exclude === undefined ? {} : { exclude: [exclude] }) };
      return [...selectNodes(graph, options).value].sort();
    };
    return { texts, select };
  }

  test('union and intersection are idempotent, commutative and associative', async () => {
    const { texts, select } = await prepare();
    for (const mode of INDIRECT_SELECTIONS) {
      for (const [a, b, c] of texts) {
        expect(select(mode, `${a} ${a}`)).toEqual(select(mode, a));
        expect(select(mode, `${a},${a}`)).toEqual(select(mode, a));
        expect(select(mode, `${a} ${b}`)).toEqual(select(mode, `${b} ${a}`));
        expect(select(mode, `${a},${b}`)).toEqual(select(mode, `${b},${a}`));
        expect(select(mode, `${a} ${b} ${c}`)).toEqual(select(mode, `${c} ${a} ${b}`));
        expect(select(mode, `${a},${b},${c}`)).toEqual(select(mode, `${c},${a},${b}`));
      }
    }
  });

  test('excluding is taking away, and nothing is left of what excludes itself', async () => {
    const { texts, select } = await prepare();
    for (const [a, b] of texts) {
      for (const mode of ['eager', 'empty'] as const) {
        const without = new Set(select(mode, b));
        expect(select(mode, a, b)).toEqual(select(mode, a).filter((id) => !without.has(id)));
        expect(select(mode, `${a},${b}`)).toEqual(select(mode, a).filter((id) => without.has(id)));
      }
      for (const mode of INDIRECT_SELECTIONS) expect(select(mode, a, a)).toEqual([]);
    }
  });

  test('each mode takes at least what a stricter one takes', async () => {
    const { texts, select } = await prepare();
    for (const [a] of texts) {
      const [empty, cautious, buildable, eager] = (['empty', 'cautious', 'buildable', 'eager'] as const).map((mode) =>
        select(mode, a),
      );
      expect(cautious).toEqual(expect.arrayContaining([...(empty ?? [])]));
      expect(buildable).toEqual(expect.arrayContaining([...(cautious ?? [])]));
      expect(eager).toEqual(expect.arrayContaining([...(buildable ?? [])]));
    }
  });

  test('more generations take more, and @ at least all descendants', async () => {
    const { texts, select } = await prepare();
    for (const [a] of texts) {
      const plain = a.replace(/^(?:@|\d*\+)/, '').replace(/\+\d*$/, '');
      expect(select('empty', `2+${plain}`)).toEqual(expect.arrayContaining([...select('empty', `1+${plain}`)]));
      expect(select('empty', `@${plain}`)).toEqual(expect.arrayContaining([...select('empty', `+${plain}+`)]));
    }
  });
});

test('no text of a selector makes it throw or hang', async () => {
  const random = randomFrom(99);
  const graph = await generated(random, 8);
  const pieces = [
    ...['+', '@', ',', ' ', ':', '.', '*', '**', '?', '[', ']', '[!', '[z-a]', '[]]', '/', '\\', '\n', '\t', '(', '|'],
    ...[
      'tag',
      'path',
      'config',
      'selector',
      'state',
      'version',
      'm1',
      'x',
      '0',
      '99999999999999999999',
      'é',
      '😀',
      '\ud800',
    ],
    ...['resource_type', 'models', '..', '__proto__', 'constructor', 'config.constructor', 'test_type:toString', '$&'],
  ];
  for (let count = 0; count < 400 * graphs; count += 1) {
    const length = 1 + Math.floor(random() * 8);
    const text = Array.from({ length }, () => pick(random, pieces)).join('');
    const mode = pick(random, INDIRECT_SELECTIONS);
    const { value, diagnostics } = selectNodes(graph, { select: [text], exclude: [text], indirect: mode });
    expect([...value].filter((id) => !graph.nodes.has(id))).toEqual([]);
    expect(diagnostics.every((each) => each.code.startsWith('select/'))).toBe(true);
  }
});

test('patterns of stars and sets cost time in proportion', async () => {
  const graph = await generated(randomFrom(7), 3);
  const name = 'a'.repeat(20_000);
  const node = [...graph.nodes.values()].find(
    (each): each is Extract<Node, { kind: 'model' }> => each.kind === 'model',
  );
  if (!node) throw new Error('there is a model');
  const long = { ...node, id: 'model.shop.long', name, fqn: ['shop', name] };
  const nodes = new Map<string, Node>([[long.id, long]]);
  const select = [`${'*a'.repeat(30)}b`];
  expect(selectNodes({ nodes, order: [long.id], children: new Map() }, { select }).value.size).toBe(0);
});
