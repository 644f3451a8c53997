import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { Model, Node } from '../core/node.js';
import { pythonStr } from '../core/python-text.js';
import type { SourceFile } from '../core/source-file.js';
import type { UnitTest, UnitTestRows } from '../core/unit-test.js';
import type { YamlMapping } from '../core/yaml-mapping.js';
import type { YamlPath } from '../core/yaml.js';
import { unitTestDefaults } from './config-defaults.js';
import { metaOf } from './config-values.js';
import { csvRows } from './csv-rows.js';
import { declaredNode, entryMapping } from './declared.js';
import { tagsOf } from './merge-config.js';
import { baseName } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
import { joinedConfig } from './property-columns.js';
import type { RawEntry } from './property-entries.js';
import { versionText } from './version.js';

const KEYS = [
  ...['name', 'model', 'description', 'given', 'expect', 'overrides', 'versions', 'config', 'tags', 'meta'],
  'enabled',
];

/** What unit tests are about. */
export interface UnitTestSubjects {
  /** Enabled models of a name, all its versions. */
  readonly models: (name: string) => readonly Model[];
  readonly disabled: (name: string) => boolean;
  readonly names: () => readonly string[];
}

/** One node for each version of the model that the entry is about; one for a model without versions. */
export function parseUnitTest(
  parsing: Parsing,
  entry: RawEntry,
  subjects: UnitTestSubjects,
): readonly Parsed<UnitTest>[] {
  const mapping = entryMapping(parsing, entry, KEYS, 'A unit test');
  const model = mapping.text('model') ?? '';
  const declared = declaredNode(parsing, 'unit_test', entry, [model, entry.name]);
  const config = parsing.layers.merged('unit_tests', unitTestDefaults, declared.fqn, [joinedConfig(mapping)]);
  const base: UnitTest = {
    ...declared,
    description: mapping.text('description') ?? '',
    tags: tagsOf(config),
    meta: metaOf(config),
    config: { ...config, tags: tagsOf(config) },
    unrenderedConfig: {},
    model,
    given: inputs(parsing, entry),
    expect: rowsOf(parsing, entry, ['expect'], own(entry.value, 'expect') ?? {}),
    overrides: overridesOf(entry),
    ...versionsOf(mapping),
  };
  if (!isEnabled(config)) return [{ node: base, enabled: false }];
  return subjectsOf(parsing, base, entry, subjects);
}

function subjectsOf(
  { diagnostics }: Parsing,
  base: UnitTest,
  entry: RawEntry,
  { models, disabled, names }: UnitTestSubjects,
): readonly Parsed<UnitTest>[] {
  const named = models(base.model);
  const ofPackage = named.filter((model) => model.package === base.package);
  const found = (ofPackage.length > 0 ? ofPackage : named).filter((model) => isWanted(model, base.versions));
  if (found.length > 0) return found.map((model) => ({ node: about(base, model), enabled: true }));
  if (disabled(base.model)) return [{ node: base, enabled: false }];
  const at = entry.text.place([...entry.path, 'model']);
  const hint = didYouMean(base.model, names());
  const message = `The unit test ${base.name} is about a model ${base.model}, but there is none.`;
  diagnostics.push(problem('unit-test/model', message, { at, ...(hint === undefined ? {} : { hint }) }));
  return [];
}

function about(base: UnitTest, model: Model): UnitTest {
  const { version } = model;
  return {
    ...base,
    ...(version === undefined ? {} : { id: `${base.id}_v${version}`, version }),
    dependsOn: [model.id],
  };
}

function isWanted({ version }: Model, versions: JsonObject | undefined): boolean {
  if (version === undefined || !versions) return true;
  const lists = (key: string): boolean | undefined => {
    const list = own(versions, key) ?? null;
    if (!isJsonList(list)) return undefined;
    return list.some((each) => versionText(jsonText(each)) === versionText(version));
  };
  return (lists('include') ?? true) && !(lists('exclude') ?? false);
}

function versionsOf(mapping: YamlMapping): { readonly versions?: JsonObject } {
  const versions = mapping.object('versions');
  return versions ? { versions: { include: null, exclude: null, ...versions } } : {};
}

/** dbt renders overrides to texts, also where a template gives a number. */
function overridesOf(entry: RawEntry): UnitTest['overrides'] {
  const part = (key: string): JsonObject => {
    const rendered = objectAt(own(entry.value, 'overrides'), key);
    const written = objectAt(own(entry.written, 'overrides'), key);
    return Object.fromEntries(
      Object.entries(rendered).map(([name, value]): [string, Json] => [
        name,
        typeof own(written, name) === 'string' ? pythonStr(value) : value,
      ]),
    );
  };
  return { macros: part('macros'), vars: part('vars'), envVars: part('env_vars') };
}

function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = isJsonObject(value) ? own(value, key) : undefined;
  return isJsonObject(found) ? found : {};
}

function inputs(parsing: Parsing, entry: RawEntry): UnitTest['given'] {
  const given = own(entry.value, 'given');
  return (isJsonList(given) ? given : []).flatMap((each, index) => {
    const input = isJsonObject(each) ? own(each, 'input') : undefined;
    if (typeof input === 'string') return [{ input, ...rowsOf(parsing, entry, ['given', index], each) }];
    const at = entry.text.place([...entry.path, 'given', index]);
    const hint = "Write - input: ref('my_model')";
    parsing.diagnostics.push(problem('unit-test/input', 'An input of a unit test needs its input:.', { at, hint }));
    return [];
  });
}

const FORMATS = ['dict', 'csv', 'sql'] as const;

function rowsOf(parsing: Parsing, entry: RawEntry, path: YamlPath, value: Json): UnitTestRows {
  const written = isJsonObject(value) ? value : {};
  const said = own(written, 'format') ?? 'dict';
  const format = FORMATS.find((each) => each === said);
  const at = entry.text.place([...entry.path, ...path]);
  if (!format) {
    const hint = `Known formats: ${FORMATS.join(', ')}.`;
    parsing.diagnostics.push(problem('unit-test/format', `There is no format ${jsonText(said)}.`, { at, hint }));
  }
  const fixture = own(written, 'fixture');
  const name = typeof fixture === 'string' ? { fixture } : {};
  const file = typeof fixture === 'string' ? fixtureFile(parsing, fixture, at) : undefined;
  const rows = file ? file.text.trim() : (own(written, 'rows') ?? []);
  return {
    format: format ?? 'dict',
    rows: format === 'csv' && typeof rows === 'string' ? csvRows(rows) : rows,
    ...name,
  };
}

function fixtureFile(parsing: Parsing, name: string, at: Node['patch']): SourceFile | undefined {
  const found = parsing.files.fixtures.find((file) => baseName(file.path) === name);
  if (!found) {
    const hint = didYouMean(
      name,
      parsing.files.fixtures.map((file) => baseName(file.path)),
    );
    const more = { ...(at ? { at } : {}), ...(hint === undefined ? {} : { hint }) };
    parsing.diagnostics.push(problem('unit-test/fixture', `There is no fixture ${name} below tests/fixtures.`, more));
  }
  return found;
}
