import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { listNodes } from '../../../src/cli/listing.js';
import type { OpenedProject } from '../../../src/cli/project.js';
import type { Graph } from '../../../src/core/graph.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { Model } from '../../../src/core/node.js';
import { QUOTE_ALL } from '../../../src/core/node-parts.js';
import type { SelectionOptions } from '../../../src/graph/select.js';
import { selectNodes } from '../../../src/graph/select.js';
import { linkGraph } from '../../../src/graph/link.js';
import { dbtShop } from '../../support/dbt-shop.js';
import { openFiles, tell } from '../../support/project.js';

/** `dbt ls` with these arguments, and what dbt-core 1.12.6 printed. */
interface Listing {
  readonly args: string;
  readonly lines: readonly string[];
}

const recorded = JSON.parse(
  readFileSync(new URL('../../support/dbt-shop.listings.json', import.meta.url), 'utf8'),
) as readonly Listing[];

/** dbt's flags in the recordings, as options of ours. */
const FLAGS: Readonly<Record<string, string>> = {
  '-s': 'select',
  '--exclude': 'exclude',
  '--resource-type': 'resourceTypes',
  '--indirect-selection': 'indirect',
  '--output': 'output',
};

function optionsOf(args: string): SelectionOptions & { output?: 'name' | 'path' } {
  const options: Record<string, string | string[]> = {};
  let key = '';
  for (const word of args.split(' | ').filter((each) => each !== '')) {
    const flag = FLAGS[word];
    if (flag !== undefined) key = flag;
    else if (key === 'indirect' || key === 'output') options[key] = word;
    else options[key] = [...(options[key] ?? []), word];
  }
  return options;
}

let shop: OpenedProject;
beforeAll(async () => {
  shop = await openFiles(dbtShop);
});

describe('lists what dbt lists', () => {
  test('the recordings are worth comparing with', () => {
    expect(recorded.length).toBeGreaterThan(85);
    expect(recorded.filter((each) => each.lines.length > 0).length).toBeGreaterThan(80);
  });

  test.each(recorded)('ls $args', ({ args, lines }) => {
    const { output = 'selector', ...options } = optionsOf(args);
    expect(listNodes(shop.graph, selectNodes(shop.graph, options).value, { output })).toEqual(lines);
  });
});

test('ls --output json prints dbt’s keys; --output-keys picks some, in their order', () => {
  const { value } = selectNodes(shop.graph, { select: ['stg_orders'], indirect: 'empty' });
  const config = { materialized: 'view', alias: null };
  const json = { fqn: [], name: 'stg_orders', config, tags: ['größer 😀'], group: null };
  const jsonOf = (): JsonObject => json;
  expect(listNodes(shop.graph, value, { output: 'json', jsonOf })).toEqual([
    '{"name": "stg_orders", "config": {"materialized": "view", "alias": null}, "tags": ["gr\\u00f6\\u00dfer \\ud83d\\ude00"], ' +
      '"direct_parents": ["source.shop.raw.orders"]}',
  ]);
  const keys = ['group', 'config.materialized', 'config.alias', 'nothing', 'name'];
  expect(listNodes(shop.graph, value, { output: 'json', keys, jsonOf })).toEqual([
    '{"group": null, "config.materialized": "view", "name": "stg_orders"}',
  ]);
});

describe('what cannot be selected', () => {
  test.each([
    [
      'stg_ordrs',
      "warning select/nothing - The selection criterion 'stg_ordrs' does not match any enabled nodes.\n  hint Did you mean stg_orders?",
    ],
    [
      '+source:raw.order+',
      "warning select/nothing - The selection criterion '+source:raw.order+' does not match any enabled nodes.\n  hint Did you mean source:raw.orders?",
    ],
    [
      'tag:proj,tag:nope',
      "warning select/nothing - The selection criterion 'tag:proj,tag:nope' does not match any enabled nodes.\n  hint List what there is with: jiggy ls",
    ],
    [
      'tags:proj',
      'error select/unknown-method - Selector "tags:proj": there is no method tags.\n  hint Did you mean tag?',
    ],
    [
      'unheard-of_thing:x',
      "warning select/nothing - The selection criterion 'unheard-of_thing:x' does not match any enabled nodes.\n  hint List what there is with: jiggy ls",
    ],
    [
      'colour:red',
      'error select/unknown-method - Selector "colour:red": there is no method colour.\n  hint Methods are: fqn, tag, group, access, source, path, file, package, config, test_name, test_type, resource_type, exposure, metric, semantic_model, saved_query, unit_test, version, selector, state, result, source_status.',
    ],
    [
      'state:modified',
      'error select/no-state - Selector "state:modified" has no manifest.json to compare with.\n  hint Name the folder of an earlier manifest.json with --state.',
    ],
    [
      'config:table',
      "warning select/nothing - The selection criterion 'config:table' does not match any enabled nodes.\n  hint Say which key, for example config.materialized:table.",
    ],
    [
      '2+',
      "warning select/nothing - The selection criterion '2+' does not match any enabled nodes.\n  hint It names nothing; take out the space, comma or colon too many.",
    ],
    [
      'a,',
      "warning select/nothing - The selection criterion 'a,' does not match any enabled nodes.\n  hint It names nothing; take out the space, comma or colon too many.",
    ],
    [
      '@a+',
      'error select/syntax - Selector "@a+" has @ before and + behind it.\n  hint @ takes all descendants and their ancestors already.',
    ],
    ['a\nb', 'error select/syntax - Selector "a\nb" cannot be read.'],
    [
      'version:newest',
      'error select/syntax - Selector "version:newest": the value must be one of latest, prerelease, old, none.',
    ],
    [
      'source:a.b.c.d',
      'error select/syntax - Selector "source:a.b.c.d": the value must be source, source.table or package.source.table.',
    ],
    [
      'path:/models',
      'error select/syntax - Selector "path:/models": the value must be a file or a folder, relative to the project.',
    ],
    [
      'selector:nightly',
      'error select/unknown-selector - Selector "selector:nightly": There is no selector nightly in selectors.yml.\n  hint selectors.yml defines none.',
    ],
  ])('%s', (selector, told) => {
    const { value, diagnostics } = selectNodes(shop.graph, { select: [selector] });
    expect(tell(diagnostics)).toBe(told);
    expect([...value]).toEqual([]);
  });

  test('a bad selector beside a good one selects nothing at all', () => {
    const { value, diagnostics } = selectNodes(shop.graph, { select: ['stg_orders', 'tags:x'] });
    expect(value.size).toBe(0);
    expect(diagnostics).toHaveLength(1);
  });

  test('an exclusion that matches nothing is told too', () => {
    const { value, diagnostics } = selectNodes(shop.graph, { exclude: ['stg_ordes'] });
    expect(value.size).toBe(shop.graph.nodes.size);
    expect(tell(diagnostics)).toMatch(/^warning select\/nothing - The selection criterion 'stg_ordes' /);
  });
});

describe('of any size', () => {
  /** A ladder: each model needs the one before it and the one ten before it. */
  function ladder(size: number): Graph {
    const name = (index: number): string => `m${String(index).padStart(5, '0')}`;
    const models = Array.from({ length: size }, (_, index): Model => {
      const at = { file: `models/${name(index)}.sql`, line: 1, column: 1 };
      const parents = [index - 1, index - 10].filter((each) => each >= 0);
      return {
        kind: 'model',
        id: `model.p.${name(index)}`,
        package: 'p',
        name: name(index),
        fqn: ['p', index % 2 === 0 ? 'even' : 'odd', name(index)],
        file: { path: at.file, text: '' },
        originalPath: at.file,
        unrenderedConfig: {},
        docBlocks: [],
        quoting: QUOTE_ALL,
        contract: { enforced: false, aliasTypes: true },
        constraints: [],
        preHooks: [],
        postHooks: [],
        template: { text: '', file: { path: at.file, text: '' }, offset: 0 },
        configCalls: {},
        macros: [],
        access: 'protected',
        primaryKey: [],
        description: '',
        tags: [`t${index % 7}`],
        meta: {},
        config: {},
        relation: { database: 'd', schema: 's', identifier: name(index) },
        columns: [],
        indexes: [],
        persistDocs: { relation: false, columns: false },
        grants: {},
        materialization: { kind: 'view' },
        refs: parents.map((parent) => ({ name: name(parent), at })),
        sources: [],
        dependsOn: [],
      };
    });
    // Linking must not count on the order in which files were found.
    return linkGraph([...models].reverse()).value;
  }

  test('10,000 models link, and selectors walk them', () => {
    const graph = ladder(10_000);
    expect(graph.order).toHaveLength(10_000);
    expect(graph.order.slice(0, 3)).toEqual(['model.p.m00000', 'model.p.m00001', 'model.p.m00002']);
    const count = (select: string): number => selectNodes(graph, { select: [select] }).value.size;
    expect(count('+m09999')).toBe(10_000);
    expect(count('m00000+')).toBe(10_000);
    expect(count('1+m05000+1')).toBe(5);
    expect(count('p.even')).toBe(5_000);
    expect(count('tag:t3')).toBe(1_429);
    expect(count('m0500?')).toBe(10);
    expect(count('path:models/m0000*')).toBe(10);
  });
});
