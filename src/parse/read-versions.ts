import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import type { YamlPath } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { textsOf } from './config-values.js';
import { readConstraints } from './constraints.js';
import { isoDate } from './iso-date.js';
import { isInclude, readColumns, readTests } from './property-columns.js';
import type { ColumnEntry, NodeEntry } from './property-entries.js';
import type { Reading } from './reading.js';
import { versionText } from './version.js';

const VERSION_KEYS = [
  ...['v', 'name', 'description', 'access', 'config', 'constraints', 'docs', 'data_tests', 'tests', 'columns'],
  ...['defined_in', 'deprecation_date'],
];

type Version = string | number;

/** One entry for each of `versions:`; what a version does not say it takes over from the model. */
export function readVersions(reading: Reading, model: NodeEntry, mapping: YamlMapping): readonly NodeEntry[] {
  const versions = mapping.json('versions');
  if (!isJsonList(versions)) return wrong(reading, [...model.path, 'versions'], 'versions must be a list.');
  const read = versions.flatMap((each, index) => {
    const path = [...model.path, 'versions', index];
    const v = isJsonObject(each) ? own(each, 'v') : undefined;
    if (isJsonObject(each) && (typeof v === 'number' || (typeof v === 'string' && v !== '')))
      return [{ v, each, path }];
    return wrong(reading, path, 'A version needs its v.');
  });
  const latest = latestOf(
    mapping.json('latest_version'),
    read.map(({ v }) => v),
  );
  const double = read.find(
    ({ v }, index) => read.findIndex((other) => versionText(other.v) === versionText(v)) < index,
  );
  if (double) wrong(reading, double.path, `Version ${double.v} of ${model.name} stands twice.`);
  if (latest !== undefined && !read.some(({ v }) => versionText(v) === versionText(latest))) {
    wrong(reading, [...model.path, 'latest_version'], `latest_version ${latest} is none of the versions.`);
  }
  return read.map(({ v, each, path }) => readVersion(reading, model, { v, latest: latest ?? v }, each, path));
}

function wrong(reading: Reading, path: YamlPath, message: string): [] {
  const hint = 'Write each version as: - v: 1';
  reading.diagnostics.push(problem('model/version', message, { at: reading.text.place(path), hint }));
  return [];
}

function readVersion(
  reading: Reading,
  model: NodeEntry,
  version: { readonly v: Version; readonly latest: Version },
  value: JsonObject,
  path: YamlPath,
): NodeEntry {
  const { text, diagnostics } = reading;
  const mapping = new YamlMapping(text, path, value, diagnostics);
  mapping.unknownKeys(VERSION_KEYS, 'properties/unknown-key', 'warning', 'A version');
  const config = versionConfig(value);
  const weak = besideConfig(value);
  const constraints = mapping.has('constraints') ? readConstraints(text, path, value, diagnostics) : model.constraints;
  const tests =
    mapping.has('data_tests') || mapping.has('tests') ? readTests(text, path, value, diagnostics) : undefined;
  const date = mapping.text('deprecation_date');
  return {
    ...model,
    fileName: mapping.text('defined_in') ?? `${model.name}_v${version.v}`,
    at: text.place([...path, 'v']),
    description: mapping.text('description') ?? model.description,
    config: { ...weak, ...joinUnder(config, model.config) },
    unrendered: { ...weak, ...joinUnder(joinUnder(config, config), model.unrendered) },
    columns: mapping.has('columns') ? versionColumns(reading, model, value, path) : model.columns,
    constraints,
    tests: tests ?? model.tests,
    version,
    ...(date === undefined ? {} : { deprecationDate: isoDate(date) }),
  };
}

function versionConfig(value: JsonObject): JsonObject {
  const inner = own(value, 'config');
  return isJsonObject(inner) ? inner : {};
}

/** What stands beside the version's config counts only where the model says nothing about it. */
function besideConfig(value: JsonObject): JsonObject {
  const beside = ['access', 'docs'].flatMap((key): [string, Json][] => {
    const moved = own(value, key);
    return moved === undefined || moved === null ? [] : [[key, moved]];
  });
  return Object.fromEntries(beside);
}

/** Lists are joined, mappings too; otherwise what is above wins. */
export function joinUnder(above: JsonObject, below: JsonObject): JsonObject {
  const joined = new Map<string, Json>(Object.entries(above));
  for (const [key, value] of Object.entries(below)) {
    const first = joined.get(key);
    if (first === undefined) joined.set(key, value);
    else if (isJsonList(first) && isJsonList(value)) joined.set(key, [...first, ...value]);
    else if (isJsonObject(first) && isJsonObject(value)) joined.set(key, joinUnder(first, value));
  }
  return Object.fromEntries(joined);
}

/** The columns of the model that `include` and `exclude` leave, then the version's own; one of the same name replaces. */
function versionColumns(reading: Reading, model: NodeEntry, value: JsonObject, path: YamlPath): readonly ColumnEntry[] {
  const written = own(value, 'columns');
  const include = isJsonList(written) ? written.filter(isJsonObject).find(isInclude) : undefined;
  const columns = readColumns(reading.text, path, value, reading.diagnostics);
  const names = new Set(columns.map((column) => column.doc.name));
  const kept = model.columns.filter(({ doc }) => isIncluded(doc.name, include) && !names.has(doc.name));
  return [...kept, ...columns];
}

function isIncluded(name: string, include: JsonObject | undefined): boolean {
  if (!include) return true;
  const wanted = own(include, 'include') ?? 'all';
  const all = wanted === 'all' || wanted === '*';
  return (all || textsOf(wanted).includes(name)) && !textsOf(own(include, 'exclude')).includes(name);
}

/** What is written, else the greatest: numbers by value, texts among them by their order. */
function latestOf(written: Json | undefined, versions: readonly Version[]): Version | undefined {
  if (typeof written === 'number' || typeof written === 'string') return written;
  if (written !== undefined) return jsonText(written);
  const numbers = versions.map(Number);
  if (numbers.every((each) => !Number.isNaN(each))) return versions[numbers.indexOf(Math.max(...numbers))];
  return versions.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)).at(-1);
}
