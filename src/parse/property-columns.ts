import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { readConstraints } from './constraints.js';
import { mergeConfig, tagsOf } from './merge-config.js';
import type { ColumnEntry, TestEntry } from './property-entries.js';

const COLUMN_KEYS = [
  'name',
  'description',
  'data_type',
  'data_tests',
  'tests',
  'quote',
  'tags',
  'meta',
  'config',
  'constraints',
  'docs',
  'policy_tags',
  'granularity',
  'dimension',
  'entity',
];

/** Keys of the semantic layer; they and those that dbt does not know stay with the column. */
const EXTRA_KEYS = ['granularity', 'dimension', 'entity', 'policy_tags'];

/** Reads `columns:` of the mapping at `path`. */
export function readColumns(
  text: YamlText,
  path: YamlPath,
  owner: JsonObject,
  diagnostics: Diagnostic[],
): readonly ColumnEntry[] {
  const columns = own(owner, 'columns');
  if (columns === undefined || columns === null) return [];
  if (!isJsonList(columns)) {
    diagnostics.push(
      problem('properties/type', 'columns must be a list.', {
        at: text.place([...path, 'columns']),
        hint: 'Write each column as: - name: my_column',
      }),
    );
    return [];
  }
  return columns.flatMap((column, index) => {
    const at = [...path, 'columns', index];
    if (isJsonObject(column) && isInclude(column)) return [];
    const read = isJsonObject(column) ? readColumn(text, at, column, diagnostics) : undefined;
    if (!read) diagnostics.push(problem('properties/no-name', 'A column needs a name.', { at: text.place(at) }));
    return read ? [read] : [];
  });
}

/** `- include: all` among the columns of a version. */
export function isInclude(column: JsonObject): boolean {
  return !Object.hasOwn(column, 'name') && (Object.hasOwn(column, 'include') || Object.hasOwn(column, 'exclude'));
}

function readColumn(
  text: YamlText,
  path: YamlPath,
  value: JsonObject,
  diagnostics: Diagnostic[],
): ColumnEntry | undefined {
  const mapping = new YamlMapping(text, path, value, diagnostics);
  mapping.unknownKeys(COLUMN_KEYS, 'properties/unknown-key', 'warning', 'A column');
  const name = mapping.text('name');
  if (name === undefined) return undefined;
  const merged = joinedConfig(mapping);
  const tags = tagsOf(merged);
  const meta = own(merged, 'meta');
  const config = { ...merged, meta: isJsonObject(meta) ? meta : {}, tags };
  const dataType = mapping.text('data_type');
  return {
    doc: {
      name,
      description: mapping.text('description') ?? '',
      ...(dataType === undefined ? {} : { dataType }),
      meta: config.meta,
      tags,
      quote: mapping.json('quote') === true,
      constraints: readConstraints(text, path, value, diagnostics),
      config,
      docBlocks: [],
      extra: extraOf(value),
    },
    tests: readTests(text, path, value, diagnostics),
  };
}

function extraOf(value: JsonObject): JsonObject {
  const extra = Object.entries(value).filter(([key]) => !COLUMN_KEYS.includes(key) || EXTRA_KEYS.includes(key));
  // dbt tells `quote: false` from nothing said.
  if (own(value, 'quote') === false) extra.push(['quote', false]);
  return extra.length === 0 ? NOTHING : Object.fromEntries(extra);
}

const NOTHING: JsonObject = {};

/** `tags:` and `meta:` that stand beside `config:` instead of in it. */
export function tagsAndMeta(mapping: YamlMapping): JsonObject {
  const tags = mapping.json('tags');
  const meta = mapping.object('meta');
  return { ...(tags === undefined ? {} : { tags }), ...(meta === undefined ? {} : { meta }) };
}

/** `config:` of an entry with `tags:` and `meta:` beside it put in. */
export function joinedConfig(mapping: YamlMapping): JsonObject {
  return mergeConfig(tagsAndMeta(mapping), mapping.object('config') ?? {});
}

/** Reads `data_tests:` or `tests:` (the old name) of the mapping at `path`. */
export function readTests(
  text: YamlText,
  path: YamlPath,
  owner: JsonObject,
  diagnostics: Diagnostic[],
): readonly TestEntry[] {
  const keys = ['data_tests', 'tests'].filter((key) => (own(owner, key) ?? null) !== null);
  if (keys.length === 2) {
    const at = text.place([...path, 'tests'], 'key');
    const hint = 'Move all of them under data_tests.';
    diagnostics.push(
      problem('properties/two-test-lists', 'data_tests and tests stand beside each other.', { at, hint }),
    );
  }
  return keys.flatMap((key) => testList(text, [...path, key], own(owner, key) ?? null, diagnostics));
}

function testList(text: YamlText, path: YamlPath, tests: Json, diagnostics: Diagnostic[]): readonly TestEntry[] {
  if (isJsonList(tests)) return tests.map((value, index) => ({ text, path: [...path, index], value }));
  diagnostics.push(
    problem('properties/type', `${String(path.at(-1))} must be a list.`, {
      at: text.place(path),
      hint: 'Write each test as: - not_null',
    }),
  );
  return [];
}
