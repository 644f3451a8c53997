import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlPath } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { RenderText } from '../core/yaml-templates.js';
import { renderValues } from '../core/yaml-templates.js';
import { mergeConfig } from './merge-config.js';
import { readColumns, readTests, tagsAndMeta } from './property-columns.js';
import type { NodeEntry, PropertyEntries, SourceEntry } from './property-entries.js';
import { readSource } from './read-source.js';
import type { Reading } from './reading.js';

/** Lists that a .yml file may hold and that this version does not act on: the singular of what they hold. */
const NOT_YET: { readonly [list: string]: string } = {
  snapshots: 'snapshot',
  unit_tests: 'unit test',
  exposures: 'exposure',
  metrics: 'metric',
  semantic_models: 'semantic model',
  saved_queries: 'saved query',
  groups: 'group',
  functions: 'function',
};

/** Documentation only; nothing of a run depends on it. */
const DOCUMENTATION = ['version', 'macros', 'analyses', 'anchors'];

const RESOURCES = ['models', 'seeds', 'data_tests'] as const;
const KNOWN_LISTS = [...DOCUMENTATION, ...RESOURCES, 'sources', ...Object.keys(NOT_YET)];

const NODE_KEYS = [
  'name',
  'description',
  'config',
  'columns',
  'data_tests',
  'tests',
  'tags',
  'meta',
  'docs',
  'access',
  'group',
  'constraints',
  'contract',
  'deprecation_date',
  'latest_version',
  'versions',
  'time_spine',
  'primary_key',
];

/** Reads one .yml file of properties. Its texts are rendered but for descriptions, tests and hooks (dbt's rule). */
export function readProperties(file: SourceFile, render: RenderText): Outcome<PropertyEntries> {
  const { value: text, diagnostics: syntax } = readYaml(file);
  const diagnostics: Diagnostic[] = [...syntax];
  const nodes: NodeEntry[] = [];
  const sources: SourceEntry[] = [];
  if (isJsonObject(text.value)) {
    const reading: Reading = { file, text, render, diagnostics };
    for (const [list, value] of Object.entries(text.value)) readList(reading, list, value, nodes, sources);
  } else if (text.value !== null) {
    const hint = 'Begin with a list such as: models:';
    diagnostics.push(problem('properties/type', `${file.path} must be a mapping.`, { at: text.place([]), hint }));
  }
  return { value: { nodes, sources }, diagnostics };
}

function readList(reading: Reading, list: string, value: Json, nodes: NodeEntry[], sources: SourceEntry[]): void {
  if (value === null || DOCUMENTATION.includes(list)) return;
  if (!KNOWN_LISTS.includes(list)) return unknownList(reading, list);
  if (!isJsonList(value)) {
    const at = reading.text.place([list]);
    const hint = 'Write each entry as: - name: ...';
    reading.diagnostics.push(problem('properties/type', `${list} must be a list.`, { at, hint }));
    return;
  }
  const resource = RESOURCES.find((each) => each === list);
  value.forEach((each, index) => {
    const entry = checkedEntry(reading, [list, index], each);
    if (!entry) return;
    if (resource) nodes.push(...readNode(reading, resource, [list, index], entry));
    else if (list === 'sources') sources.push(...readSource(reading, [list, index], entry));
    else notYet(reading, [list, index], NOT_YET[list] ?? list, entry);
  });
}

function unknownList(reading: Reading, list: string): void {
  const at = reading.text.place([list], 'key');
  const hint = didYouMean(list, KNOWN_LISTS) ?? `Known keys: ${KNOWN_LISTS.join(', ')}.`;
  reading.diagnostics.push(
    problem('properties/unknown-key', `A properties file has no key ${list}.`, { severity: 'warning', at, hint }),
  );
}

/** The rendered entry, where it is a mapping with a name. */
function checkedEntry(reading: Reading, path: YamlPath, value: Json): JsonObject | undefined {
  const name = isJsonObject(value) ? own(value, 'name') : undefined;
  if (!isJsonObject(value) || typeof name !== 'string' || name === '') {
    const at = reading.text.place(path);
    reading.diagnostics.push(
      problem('properties/no-name', `An entry under ${path[0] ?? ''} needs a name.`, {
        at,
        hint: 'Write it as: - name: my_model',
      }),
    );
    return undefined;
  }
  return renderValues(reading.text, value, path, { render: reading.render, skip: renderedLater }, reading.diagnostics);
}

const RENDERED_LATER = ['tests', 'data_tests', 'description', 'pre_hook', 'post_hook', 'pre-hook', 'post-hook'];

function renderedLater(path: YamlPath): boolean {
  return RENDERED_LATER.includes(String(path.at(-1)));
}

function notYet(reading: Reading, path: YamlPath, what: string, entry: JsonObject): void {
  const name = jsonText(own(entry, 'name'));
  const message = `The ${what} ${name} is left out: this version does not support it.`;
  const at = reading.text.place([...path, 'name']);
  reading.diagnostics.push(problem('parse/not-yet', message, { severity: 'warning', at }));
}

function readNode(
  reading: Reading,
  resource: NodeEntry['resource'],
  path: YamlPath,
  value: JsonObject,
): readonly NodeEntry[] {
  const { text, file, diagnostics } = reading;
  const mapping = new YamlMapping(text, path, value, diagnostics);
  mapping.unknownKeys(NODE_KEYS, 'properties/unknown-key', 'warning', `An entry under ${resource}`);
  if (mapping.has('versions')) {
    notYet(reading, path, 'versioned model', value);
    return [];
  }
  const config = mergeConfig(tagsAndMeta(mapping), mapping.object('config') ?? {});
  return [
    {
      resource,
      name: jsonText(own(value, 'name')),
      at: text.place([...path, 'name']),
      file,
      description: mapping.text('description') ?? '',
      config: mapping.has('contract') ? { ...config, contract: mapping.json('contract') ?? null } : config,
      columns: readColumns(text, path, value, diagnostics),
      tests: readTests(text, path, value, diagnostics),
    },
  ];
}
