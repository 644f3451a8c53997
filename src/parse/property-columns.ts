import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { JsonObject } from '../core/json.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
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
  'policy_tags',
  'granularity',
  'dimension',
  'entity',
];

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
    const read = isJsonObject(column) ? readColumn(text, at, column, diagnostics) : undefined;
    if (!read) diagnostics.push(problem('properties/no-name', 'A column needs a name.', { at: text.place(at) }));
    return read ? [read] : [];
  });
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
  const config = mergeConfig(tagsAndMeta(mapping), mapping.object('config') ?? {});
  const dataType = mapping.text('data_type');
  const meta = own(config, 'meta');
  return {
    doc: {
      name,
      description: mapping.text('description') ?? '',
      ...(dataType === undefined ? {} : { dataType }),
      meta: isJsonObject(meta) ? meta : {},
      tags: tagsOf(config),
      quote: mapping.json('quote') === true,
      constraints: [],
      config,
      docBlocks: [],
      extra: {},
    },
    tests: readTests(text, path, value, diagnostics),
  };
}

/** `tags:` and `meta:` that stand beside `config:` instead of in it. */
export function tagsAndMeta(mapping: YamlMapping): JsonObject {
  const tags = mapping.json('tags');
  const meta = mapping.object('meta');
  return { ...(tags === undefined ? {} : { tags }), ...(meta === undefined ? {} : { meta }) };
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
  return keys.flatMap((key) => {
    const tests = own(owner, key);
    if (isJsonList(tests)) return tests.map((value, index) => ({ text, path: [...path, key, index], value }));
    diagnostics.push(
      problem('properties/type', `${key} must be a list.`, {
        at: text.place([...path, key]),
        hint: 'Write each test as: - not_null',
      }),
    );
    return [];
  });
}
