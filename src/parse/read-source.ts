import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import type { YamlPath } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { mergeConfig, tagsOf } from './merge-config.js';
import { readColumns, readTests, tagsAndMeta } from './property-columns.js';
import type { SourceEntry } from './property-entries.js';
import type { Reading } from './reading.js';

const BOTH = [
  'name',
  'description',
  'config',
  'tags',
  'meta',
  'quoting',
  'freshness',
  'loaded_at_field',
  'loaded_at_query',
  'loader',
  'data_tests',
  'tests',
];
const SOURCE_KEYS = [...BOTH, 'database', 'schema', 'tables', 'overrides'];
const TABLE_KEYS = [...BOTH, 'identifier', 'columns', 'external'];

/** Reads one entry under `sources:`; each of its tables becomes an entry of its own. */
export function readSource(reading: Reading, path: YamlPath, value: JsonObject): readonly SourceEntry[] {
  const { text, diagnostics } = reading;
  const mapping = new YamlMapping(text, path, value, diagnostics);
  mapping.unknownKeys(SOURCE_KEYS, 'properties/unknown-key', 'warning', 'A source');
  const tables = own(value, 'tables') ?? [];
  if (!isJsonList(tables)) {
    const hint = 'Write each table as: - name: my_table';
    diagnostics.push(
      problem('properties/type', 'tables must be a list.', { at: text.place([...path, 'tables']), hint }),
    );
    return [];
  }
  return tables.flatMap((table, index) => {
    const at = [...path, 'tables', index];
    if (isJsonObject(table) && typeof own(table, 'name') === 'string') {
      return [readTable(reading, mapping, jsonText(own(value, 'name')), at, table)];
    }
    diagnostics.push(problem('properties/no-name', 'A table of a source needs a name.', { at: text.place(at) }));
    return [];
  });
}

function readTable(
  reading: Reading,
  source: YamlMapping,
  sourceName: string,
  path: YamlPath,
  value: JsonObject,
): SourceEntry {
  const { text, file, diagnostics } = reading;
  const table = new YamlMapping(text, path, value, diagnostics);
  table.unknownKeys(TABLE_KEYS, 'properties/unknown-key', 'warning', 'A table of a source');
  const name = jsonText(own(value, 'name'));
  const database = source.text('database');
  const config = [source, table].reduce(
    (below, each) => mergeConfig(mergeConfig(below, tagsAndMeta(each)), each.object('config') ?? {}),
    {} as JsonObject,
  );
  return {
    name,
    sourceName,
    at: text.place([...path, 'name']),
    file,
    description: table.text('description') ?? '',
    config,
    tags: tagsOf([source, table].reduce((below, each) => mergeConfig(below, tagsAndMeta(each)), {} as JsonObject)),
    ...(database === undefined ? {} : { database }),
    schema: source.text('schema') ?? sourceName,
    identifier: table.text('identifier') ?? name,
    loader: table.text('loader') ?? source.text('loader') ?? '',
    columns: readColumns(text, path, value, diagnostics),
    tests: readTests(text, path, value, diagnostics),
  };
}
