import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { isTemplate } from '../core/yaml-templates.js';
import type { YamlPath } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { mergeConfig, tagsOf } from './merge-config.js';
import { readColumns, readTests, tagsAndMeta } from './property-columns.js';
import type { RawEntry, SourceEntry } from './property-entries.js';
import type { Reading } from './reading.js';
import { freshnessConfig } from './source-freshness.js';

const BOTH = [
  ...['name', 'description', 'config', 'tags', 'meta', 'quoting', 'freshness'],
  ...['loaded_at_field', 'loaded_at_query', 'loader', 'data_tests', 'tests'],
];
const SOURCE_KEYS = [...BOTH, 'database', 'schema', 'tables', 'overrides'];
const TABLE_KEYS = [...BOTH, 'identifier', 'columns', 'external', 'docs'];

/** Reads one entry under `sources:`; each of its tables becomes an entry of its own. */
export function readSource(reading: Reading, entry: RawEntry): readonly SourceEntry[] {
  const { text, diagnostics } = reading;
  const { path, value } = entry;
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
      return [readTable(reading, entry, mapping, at, table)];
    }
    diagnostics.push(problem('properties/no-name', 'A table of a source needs a name.', { at: text.place(at) }));
    return [];
  });
}

function readTable(
  reading: Reading,
  entry: RawEntry,
  source: YamlMapping,
  path: YamlPath,
  value: JsonObject,
): SourceEntry {
  const { text, file, diagnostics } = reading;
  const table = new YamlMapping(text, path, value, diagnostics);
  table.unknownKeys(TABLE_KEYS, 'properties/unknown-key', 'warning', 'A table of a source');
  const name = jsonText(own(value, 'name'));
  const database = source.text('database');
  const both = [levelConfig(source, entry.value), levelConfig(table, value)] as const;
  const tags = [...new Set(both.flatMap(tagsOf))].sort();
  const meta = both.reduce<JsonObject>((below, level) => ({ ...below, ...objectAt(level, 'meta') }), {});
  const config: JsonObject = {
    ...both[0],
    ...both[1],
    ...freshnessConfig(...both),
    loaded_at_field: own(both[1], 'loaded_at_field') ?? own(both[0], 'loaded_at_field') ?? null,
    loaded_at_query: own(both[1], 'loaded_at_query') ?? own(both[0], 'loaded_at_query') ?? null,
    meta,
    tags,
  };
  checkLoadedAt(reading, path, value);
  const external = table.json('external');
  return {
    name,
    sourceName: entry.name,
    at: text.place([...path, 'name']),
    file,
    description: table.text('description') ?? '',
    sourceDescription: source.text('description') ?? '',
    sourceMeta: objectAt(both[0], 'meta'),
    config,
    unrendered: config,
    tags: [...new Set([source, table].flatMap((each) => tagsOf(tagsAndMeta(each))))].sort(),
    ...(database === undefined ? {} : { database }),
    schema: source.text('schema') ?? entry.name,
    ...unrendered(entry.written, 'database', 'unrenderedDatabase'),
    ...unrendered(entry.written, 'schema', 'unrenderedSchema'),
    identifier: table.text('identifier') ?? name,
    loader: table.text('loader') ?? source.text('loader') ?? '',
    quoting: { ...booleansOf(entry.value), ...booleansOf(value) },
    ...(external === undefined ? {} : { external: externalOf(external) }),
    columns: readColumns(text, path, value, diagnostics),
    tests: readTests(text, path, value, diagnostics),
  };
}

/** `config:` of a source or table, with what may stand beside it. */
function levelConfig(mapping: YamlMapping, value: JsonObject): JsonObject {
  const beside = ['freshness', 'loaded_at_field', 'loaded_at_query'].flatMap((key): [string, Json][] => {
    const written = own(value, key);
    return written === undefined ? [] : [[key, written]];
  });
  return mergeConfig({ ...Object.fromEntries(beside), ...tagsAndMeta(mapping) }, mapping.object('config') ?? {});
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = own(value, key);
  return isJsonObject(found) ? found : {};
}

function unrendered<Key extends string>(
  written: JsonObject,
  key: string,
  as: Key,
): { readonly [each in Key]?: string } {
  const text = own(written, key);
  return (typeof text === 'string' && isTemplate(text) ? { [as]: text } : {}) as { readonly [each in Key]?: string };
}

function booleansOf(value: JsonObject): { readonly [part: string]: boolean } {
  const entries = Object.entries(objectAt(value, 'quoting')).filter((each) => typeof each[1] === 'boolean');
  return Object.fromEntries(entries) as { readonly [part: string]: boolean };
}

/** `external:` with dbt's keys, null where nothing is said; other keys stay. */
function externalOf(value: Json): Json {
  if (!isJsonObject(value)) return value;
  const partitions = own(value, 'partitions');
  const nothing = { location: null, file_format: null, row_format: null, tbl_properties: null, partitions: null };
  return { ...nothing, ...value, ...(isJsonList(partitions) ? { partitions: partitions.map(partitionOf) } : {}) };
}

function partitionOf(value: Json): Json {
  return isJsonObject(value) ? { description: '', data_type: null, meta: {}, ...value } : value;
}

/** dbt takes one of the two at a level. */
function checkLoadedAt({ text, diagnostics }: Reading, path: YamlPath, value: JsonObject): void {
  if ((own(value, 'loaded_at_query') ?? null) === null || own(value, 'loaded_at_field') === undefined) return;
  const message = 'loaded_at_field and loaded_at_query stand beside each other.';
  const at = text.place([...path, 'loaded_at_query'], 'key');
  diagnostics.push(problem('source/loaded-at', message, { at, hint: 'Take one of them out.' }));
}
