import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/program.js';
import type { Files } from '../../support/project.js';
import { openFiles, tell, writeFiles, writeProject } from '../../support/project.js';
import { initFiles } from '../../../src/cli/init-files.js';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process and keeps what it prints. */
async function jiggy(...args: readonly string[]): Promise<Ended> {
  const printed = { out: '', err: '' };
  const keep = (name: 'out' | 'err') => (text: unknown) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  try {
    return { code: await main(args), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const SHOP: Files = {
  'seeds/raw_orders.csv': 'id\n1\n',
  'models/staging/stg_orders.sql': "select * from {{ ref('raw_orders') }}\n",
  'models/marts/orders.sql':
    "{{ config(materialized='table', tags=['daily']) }}\nselect * from {{ ref('stg_orders') }}\n",
  'models/p.yml': 'models: [{name: orders, columns: [{name: id, data_tests: [unique]}]}]\n',
};

async function inShop(...args: readonly string[]): Promise<Ended & { readonly root: string }> {
  const root = await writeProject(SHOP);
  const [command = '', ...rest] = args;
  return { ...(await jiggy(command, '--project-dir', root, ...rest)), root };
}

describe('init', () => {
  test('writes a project that has nothing to complain about, and says what comes next', async () => {
    const parent = await writeFiles({});
    const folder = join(parent, 'My Shop-2');
    const { code, out, err } = await jiggy('init', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^Next:\n {2}cd .*My Shop-2\n {2}jiggy build\n {2}jiggy show -s daily_revenue\n$/);
    expect(err).toBe(`Wrote 6 files of project my_shop_2 to ${folder}.\n`);
    const written = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(written.filter((entry) => entry.isFile())).toHaveLength(6);
    const listed = await jiggy('ls', '--project-dir', folder, '--resource-type', 'model', 'seed');
    expect(listed.out).toBe('my_shop_2.marts.daily_revenue\nmy_shop_2.staging.stg_orders\nmy_shop_2.raw_orders\n');
    expect(listed.err).toBe('');
  });

  test('never overwrites', async () => {
    const folder = await writeFiles({ 'models/mine.sql': 'select 1' });
    const { code, out, err } = await jiggy('init', folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${folder} already holds models; nothing was written. (init/exists)`);
    expect(await readdir(folder)).toEqual(['models']);
  });

  test('a name that cannot be one', async () => {
    const parent = await writeFiles({});
    const { code, err } = await jiggy('init', join(parent, '2026'));
    expect(code).toBe(2);
    expect(err).toContain('No project can be named after 2026. (init/name)');
    expect(await readdir(parent)).toEqual([]);
  });

  test('its files compile', async () => {
    const opened = await openFiles(Object.fromEntries(initFiles('shop')));
    expect(tell(opened.diagnostics)).toBe('');
    expect(opened.graph.nodes.size).toBe(8);
  });
});

describe('parse', () => {
  test('counts what it read', async () => {
    const { code, out, err } = await inShop('parse');
    expect(code).toBe(0);
    expect(out).toMatch(/^Parsed shop: 2 models, 1 seed, 1 data test in \d+ ms\.\n$/);
    expect(err).toBe('');
  });

  test('reports every problem with its place and ends with 2', async () => {
    const root = await writeProject({
      'models/a.sql': "select * from {{ ref('b') }}",
      'models/c.sql': 'select {{ x + }}',
    });
    const { code, out, err } = await jiggy('parse', '--project-dir', root);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      [
        "error: Expected an expression, got '}}' (template/syntax)",
        '  --> models/c.sql:1:15',
        '  1 | select {{ x + }}',
        '    |               ^^',
        "error: Model a needs ref('b'), but there is no such model or seed. (model/unknown-ref)",
        '  --> models/a.sql:1:18',
        "  1 | select * from {{ ref('b') }}",
        '    |                  ^^^^^^^^',
        '  help: Did you mean a?',
        '',
      ].join('\n'),
    );
  });

  test('outside of any project', async () => {
    const root = await writeFiles({});
    const { code, err } = await jiggy('parse', '--project-dir', root);
    expect(code).toBe(2);
    expect(err).toContain(`No dbt_project.yml in ${root}. (load/no-project)`);
  });
});

describe('ls', () => {
  test.each<[readonly string[], string]>([
    [[], 'shop.marts.orders\nshop.staging.stg_orders\nshop.raw_orders\nshop.unique_orders_id\n'],
    [
      ['-s', '+orders', '--exclude', 'test_type:generic'],
      'shop.marts.orders\nshop.staging.stg_orders\nshop.raw_orders\n',
    ],
    [['-s', 'tag:daily', '--output', 'path'], 'models/marts/orders.sql\nmodels/p.yml\n'],
    [['--resource-type', 'seed', '--output', 'name'], 'raw_orders\n'],
    [
      ['-s', 'orders', '--indirect-selection', 'empty', '--output', 'json', '--output-keys', 'name tags'],
      '{"name": "orders", "tags": ["daily"]}\n',
    ],
  ])('%j', async (args, out) => {
    expect(await inShop('ls', ...args)).toMatchObject({ code: 0, out, err: '' });
  });

  test('nothing selected: warnings, and still 0, as dbt', async () => {
    const { code, out, err } = await inShop('ls', '-s', 'ordrs');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain("The selection criterion 'ordrs' does not match any enabled nodes.");
    expect(err).toContain('No nodes selected.');
  });

  test.each([
    [['-s', 'tags:x'], 'there is no method tags.'],
    [['--resource-type', 'modle'], 'There is no resource type modle.'],
    [['--output', 'xml'], "argument 'xml' is invalid"],
    [['--selct', 'x'], "unknown option '--selct'"],
  ])('%j is refused', async (args, told) => {
    const { code, out, err } = await inShop('ls', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(told);
  });
});

describe('compile', () => {
  const ORDERS = 'select * from "jiggy"."jiggy"."stg_orders"';

  test('prints the SQL of the model that was asked for, and writes it', async () => {
    const { code, out, root } = await inShop('compile', '-s', 'orders');
    expect({ code, out }).toEqual({ code: 0, out: `${ORDERS}\n` });
    const written = await readFile(join(root, 'target/compiled/shop/models/marts/orders.sql'), 'utf8');
    expect(written.trim()).toBe(ORDERS);
    expect(await readdir(join(root, 'target/compiled/shop/models/p.yml'))).toEqual(['unique_orders_id.sql']);
  });

  test('everything, without printing it', async () => {
    const { code, out, err } = await inShop('compile');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe('Compiled 3 of 3 nodes to target/compiled.\n');
  });

  test('as JSON, and a text of one’s own', async () => {
    expect(await inShop('compile', '-s', 'stg_orders', '--output', 'json')).toMatchObject({
      out: '{"node":"stg_orders","compiled":"select * from \\"jiggy\\".\\"jiggy\\".\\"raw_orders\\""}\n',
    });
    expect(await inShop('compile', '--inline', "select 1 from {{ ref('orders') }}")).toMatchObject({
      code: 0,
      out: 'select 1 from "jiggy"."jiggy"."orders"\n',
    });
  });

  test('what fails to compile is told and the rest is written', async () => {
    const root = await writeProject({ ...SHOP, 'models/bad.sql': "select {{ var('nope') }}" });
    const { code, err } = await jiggy('compile', '--project-dir', root);
    expect(code).toBe(2);
    expect(err).toContain('Variable nope is not set. (template/unknown-var)\n  --> models/bad.sql:1:11');
    expect(err).toContain('Compiled 3 of 4 nodes');
  });

  test('a test whose generated name is too long for a file gets the short one', async () => {
    const values = Array.from({ length: 40 }, (_, index) => `value_${index}`).join(', ');
    const tests = `[accepted_values: {arguments: {values: [${values}]}}]`;
    const root = await writeProject({
      ...SHOP,
      'models/q.yml': `models: [{name: stg_orders, columns: [{name: id, data_tests: ${tests}}]}]\n`,
    });
    const { code, err } = await jiggy('compile', '--project-dir', root);
    expect({ code, err }).toEqual({ code: 0, err: 'Compiled 4 of 4 nodes to target/compiled.\n' });
    expect(await readdir(join(root, 'target/compiled/shop/models/q.yml'))).toEqual([
      'accepted_values_stg_orders_52f8b2fa0aeb89fed04b1f7198053426.sql',
    ]);
  });

  test('--inline beside --select is refused', async () => {
    const { code, err } = await inShop('compile', '--inline', 'select 1', '-s', 'orders');
    expect(code).toBe(2);
    expect(err).toContain('compile takes either --select or --inline, not both. (usage/compile)');
  });
});
