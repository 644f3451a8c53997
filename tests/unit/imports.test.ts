import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Folder -> folders of ours that it may import besides itself. `cli` may import all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  jinja: [],
  load: ['core'],
  graph: ['core'],
  erd: ['core'],
  report: ['core'],
  lineage: ['core'],
  artifacts: ['core'],
  postgres: ['core'],
  run: ['core'],
  ingest: ['core'],
  sample: ['core'],
  format: ['core', 'jinja'],
  configure: ['core', 'jinja'],
  render: ['core', 'jinja'],
  parse: ['core', 'render'],
  plan: ['core', 'graph', 'render'],
};

/** Folders that reach neither disk nor clock nor database. */
const PURE = ['core', 'jinja', 'parse', 'graph', 'render', 'plan', 'report'];
const NODE_MODULES =
  /^(?:node:.+|fs|path|os|child_process|crypto|net|http|https|url|util|stream|events|process|worker_threads)$/;
const DRIVERS = /^(?:pg|pg-.+|@databases\/.+)$/;

/** Columns of the shop's export, in the spellings that appear: the engine must not know them. */
const SHOP_COLUMNS =
  /\b(?:(?:customer|product|supplier|shipment|coupon|membership|refund|promotion|follow)_(?:full_)?(?:name|contact|address|phone|email|code|status|amount|applied|description|tracking_number|return_date|support_contact|up_action)|final_price|total_price|unit_price|purchase_price|estimated_delivery|actual_delivery|(?:Customer|Product|Supplier|Shipment|Coupon|Membership|Refund|Promotion)(?:Full)?(?:Name|Contact|Address|Phone|Email|Code|Status|Amount|Applied|Description|TrackingNumber|ReturnDate|SupportContact)|FinalPrice|TotalPrice|UnitPrice|PurchasePrice|EstimatedDelivery|ActualDelivery)\b/;

/** Files, by path below src with forward slashes, and their texts. */
type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** Every static, dynamic and re-exporting import, types among them. */
function importsOf(path: string, text: string): readonly Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({
    from: path,
    specifier: match[1] ?? match[2] ?? match[3] ?? '',
  }));
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

function targetOf({ from, specifier }: Import): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\.js$/, '.ts');
}

/** All that breaks the rules, one sentence each. */
function violations(sources: Sources): readonly string[] {
  return [...[...sources].flatMap(([path, text]) => fileViolations(path, text)), ...cycles(sources)];
}

function fileViolations(path: string, text: string): readonly string[] {
  const folder = folderOf(path);
  const found = importsOf(path, text).flatMap((each) => importViolations(folder, each));
  if (PURE.includes(folder) && /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\./.test(text)) {
    found.push(`${path} is in a pure folder and asks the clock, chance or the process`);
  }
  const shop = folder === 'sample' ? null : SHOP_COLUMNS.exec(text);
  if (shop) found.push(`${path} knows the shop's column ${shop[0]}`);
  return found;
}

function importViolations(folder: string, each: Import): string[] {
  const { from, specifier } = each;
  if (specifier.startsWith('.')) {
    const target = folderOf(targetOf(each));
    const free = folder === '' || folder === 'cli' || target === folder;
    if (free || MAY_IMPORT[folder]?.includes(target)) return [];
    return [`${from} imports ${targetOf(each)}: ${folder} may not import ${target === '' ? 'the top' : target}`];
  }
  const found: string[] = [];
  if (PURE.includes(folder) && NODE_MODULES.test(specifier))
    found.push(`${from} is in a pure folder and imports ${specifier}`);
  if (folder !== 'postgres' && DRIVERS.test(specifier)) found.push(`${from} imports ${specifier}: only postgres may`);
  return found;
}

/** Circles between files, each named once by its whole path. */
function cycles(sources: Sources): readonly string[] {
  const edges = new Map(
    [...sources].map(([path, text]) => [
      path,
      importsOf(path, text)
        .filter((each) => each.specifier.startsWith('.'))
        .map(targetOf),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) found.push(`circle: ${[...trail.slice(at), path].join(' -> ')}`);
    if (at !== -1 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');

function readSources(): Sources {
  const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(SRC, path), 'utf8')]));
}

test('every file of src keeps the import rule', () => {
  const sources = readSources();
  expect(sources.size).toBeGreaterThan(50);
  expect(violations(sources)).toEqual([]);
});

test('every folder of src is in the table', () => {
  const folders = new Set([...readSources().keys()].map(folderOf));
  folders.delete('');
  folders.delete('cli');
  expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

describe('the checker catches', () => {
  const planted = (path: string, text: string): readonly string[] =>
    violations(
      new Map([
        [path, text],
        ['core/node.ts', ''],
      ]),
    );

  test.each([
    [
      'a back edge',
      'core/x.ts',
      "import { parse } from '../parse/x.js';",
      'core/x.ts imports parse/x.ts: core may not import parse',
    ],
    [
      'a type-only back edge',
      'render/x.ts',
      "import type { A } from '../plan/a.js';",
      'render/x.ts imports plan/a.ts: render may not import plan',
    ],
    [
      'a re-exported back edge',
      'graph/x.ts',
      "export * from '../render/a.js';",
      'graph/x.ts imports render/a.ts: graph may not import render',
    ],
    [
      'a dynamic back edge',
      'load/x.ts',
      "const a = await import('../cli/a.js');",
      'load/x.ts imports cli/a.ts: load may not import cli',
    ],
    [
      'an import of the top',
      'load/x.ts',
      "import '../index.js';",
      'load/x.ts imports index.ts: load may not import the top',
    ],
    [
      'an import over several lines',
      'jinja/x.ts',
      "import {\n  a,\n  b,\n} from '../core/a.js';",
      'jinja/x.ts imports core/a.ts: jinja may not import core',
    ],
    [
      'Node in a pure folder',
      'parse/x.ts',
      "import { createHash } from 'node:crypto';",
      'parse/x.ts is in a pure folder and imports node:crypto',
    ],
    [
      'Node without its prefix',
      'report/x.ts',
      "import fs from 'fs';",
      'report/x.ts is in a pure folder and imports fs',
    ],
    ['the driver outside of postgres', 'run/x.ts', "import pg from 'pg';", 'run/x.ts imports pg: only postgres may'],
    [
      '@databases outside of postgres',
      'cli/x.ts',
      "import connect from '@databases/pg';",
      'cli/x.ts imports @databases/pg: only postgres may',
    ],
    [
      'the clock in a pure folder',
      'plan/x.ts',
      'const now = Date.now();',
      'plan/x.ts is in a pure folder and asks the clock, chance or the process',
    ],
    [
      'a column of the shop',
      'ingest/x.ts',
      "const name = 'customer_full_name';",
      "ingest/x.ts knows the shop's column customer_full_name",
    ],
    [
      'a column as the export spells it',
      'cli/x.ts',
      "const name = 'CustomerFullName';",
      "cli/x.ts knows the shop's column CustomerFullName",
    ],
    ['another one', 'postgres/x.ts', 'select product_name', "postgres/x.ts knows the shop's column product_name"],
  ])('%s', (_what, path, text, message) => {
    expect(planted(path, text)).toEqual([message]);
  });

  test('a circle between files, whatever its length', () => {
    const sources = new Map([
      ['core/a.ts', "import './b.js';"],
      ['core/b.ts', "import type { C } from './c.js';"],
      ['core/c.ts', "import { a } from './a.js';"],
    ]);
    expect(violations(sources)).toEqual(['circle: core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts']);
  });

  test('nothing where nothing is wrong', () => {
    const sources = new Map([
      ['core/node.ts', "import { yaml } from 'yaml';"],
      ['load/a.ts', "import { readFile } from 'node:fs/promises';\nimport type { Node } from '../core/node.js';"],
      ['postgres/a.ts', "import pg from 'pg';"],
      ['sample/a.ts', "export const column = 'CustomerFullName';"],
      ['cli/a.ts', "import '../load/a.js';\nimport '../postgres/a.js';"],
    ]);
    expect(violations(sources)).toEqual([]);
  });
});
