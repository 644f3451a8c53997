import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import { textOf } from './config-values.js';
import { readConstraints } from './constraints.js';
import { isoDate } from './iso-date.js';
import { readColumns, readTests } from './property-columns.js';
import type { NodeEntry, PatchedResource, RawEntry } from './property-entries.js';
import { readVersions } from './read-versions.js';
import type { Reading } from './reading.js';

const EVERY = ['name', 'description', 'config', 'columns', 'docs', 'meta', 'tags', 'group'];

const KEYS: { readonly [resource in PatchedResource]: readonly string[] } = {
  models: [
    ...EVERY,
    ...['data_tests', 'tests', 'access', 'constraints', 'contract', 'deprecation_date', 'latest_version'],
    ...['versions', 'time_spine', 'primary_key', 'freshness', 'latest_version_pointer'],
    ...['semantic_model', 'metrics', 'derived_semantics', 'primary_entity', 'agg_time_dimension'],
  ],
  seeds: [...EVERY, 'data_tests', 'tests'],
  snapshots: [...EVERY, 'data_tests', 'tests', 'relation'],
  analyses: EVERY,
  functions: [...EVERY, 'arguments', 'returns', 'overloads', 'access', 'type', 'defined_in', 'language'],
  data_tests: [...EVERY, 'arguments'],
};

/** Keys that stand for configuration of the same name. */
const MOVED = ['docs', 'group', 'access', 'contract', 'freshness', 'latest_version_pointer', 'tags', 'meta'];

/** Reads an entry that describes a node; one entry for each version of a versioned model. */
export function readNode(reading: Reading, resource: PatchedResource, entry: RawEntry): readonly NodeEntry[] {
  const { text, diagnostics } = reading;
  const { path, value } = entry;
  const mapping = new YamlMapping(text, path, value, diagnostics);
  mapping.unknownKeys(KEYS[resource], 'properties/unknown-key', 'warning', `An entry under ${resource}`);
  metaTwice(reading, entry);
  const node: NodeEntry = {
    ...commonOf(entry),
    resource,
    fileName: entry.name,
    description: mapping.text('description') ?? '',
    config: configOf(value),
    unrendered: configOf(entry.written),
    columns: readColumns(text, path, value, diagnostics),
    tests: readTests(text, path, value, diagnostics),
    constraints: readConstraints(text, path, value, diagnostics),
    arguments: objectsOf(own(value, 'arguments')),
    ...rareKeys(mapping, value),
  };
  return mapping.has('versions') ? readVersions(reading, node, mapping) : [node];
}

function commonOf({ name, at, file, text, path }: RawEntry): Pick<NodeEntry, 'name' | 'at' | 'file' | 'text' | 'path'> {
  return { name, at, file, text, path };
}

type Rare = 'deprecationDate' | 'timeSpine' | 'relation' | 'returns';

function rareKeys(mapping: YamlMapping, value: JsonObject): Partial<Pick<NodeEntry, Rare>> {
  const date = mapping.has('deprecation_date') ? isoDate(textOf(value, 'deprecation_date') ?? '') : undefined;
  const timeSpine = mapping.object('time_spine');
  const relation = mapping.text('relation');
  const returns = mapping.object('returns');
  return {
    ...(date === undefined ? {} : { deprecationDate: date }),
    ...(timeSpine ? { timeSpine } : {}),
    ...(relation === undefined ? {} : { relation }),
    ...(returns ? { returns } : {}),
  };
}

/** `config:` with what may stand beside it put in; what `config:` says wins. */
export function configOf(value: JsonObject): JsonObject {
  const inner = own(value, 'config');
  const config = isJsonObject(inner) ? inner : NOTHING;
  let beside: { [key: string]: Json } | undefined;
  for (const key of MOVED) {
    const moved = own(value, key);
    if (moved !== undefined && moved !== null) beside = { ...beside, [key]: moved };
  }
  return beside ? { ...beside, ...config } : config;
}

const NOTHING: JsonObject = {};

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

/** dbt takes meta at one place only. */
function metaTwice(reading: Reading, { path, value }: RawEntry): void {
  const config = own(value, 'config');
  if (!isJsonObject(own(value, 'meta')) || !isJsonObject(config) || own(config, 'meta') === undefined) return;
  const at = reading.text.place([...path, 'meta'], 'key');
  const message = 'meta stands both in config and beside it.';
  reading.diagnostics.push(problem('properties/meta-twice', message, { at, hint: 'Move all of it into config.' }));
}
