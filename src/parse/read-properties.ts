import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlPath } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';
import { isTemplate, renderValues } from '../core/yaml-templates.js';
import type { NodeEntry, PatchedResource, PropertyEntries, RawEntry, RawList } from './property-entries.js';
import { RAW_LISTS } from './property-entries.js';
import { readNode } from './read-node.js';
import type { Reading } from './reading.js';

/** Not acted on. */
const PASSED_OVER = ['version', 'anchors'];

const RESOURCES: readonly PatchedResource[] = ['models', 'seeds', 'snapshots', 'analyses', 'functions', 'data_tests'];

const KNOWN_LISTS: readonly string[] = [...PASSED_OVER, ...RESOURCES, 'sources', ...RAW_LISTS];

interface Gathered {
  readonly nodes: NodeEntry[];
  readonly sources: RawEntry[];
  readonly raw: { readonly [list in RawList]: RawEntry[] };
}

/** Reads the property files of a package. Their texts are rendered but for descriptions, tests and hooks (dbt's rule). */
export function readAllProperties(
  files: readonly SourceFile[],
  render: RenderText,
  diagnostics: Diagnostic[],
): PropertyEntries {
  const raw = Object.fromEntries(RAW_LISTS.map((list) => [list, []])) as unknown as Gathered['raw'];
  const gathered: Gathered = { nodes: [], sources: [], raw };
  for (const file of files) readFile(file, render, diagnostics, gathered);
  return gathered;
}

function readFile(file: SourceFile, render: RenderText, diagnostics: Diagnostic[], gathered: Gathered): void {
  const { value: text, diagnostics: syntax } = readYaml(file);
  diagnostics.push(...syntax);
  if (isJsonObject(text.value)) {
    const reading: Reading = { file, text, render, diagnostics };
    for (const [list, value] of Object.entries(text.value)) readList(reading, list, value, gathered);
  } else if (text.value !== null) {
    const hint = 'Begin with a list such as: models:';
    diagnostics.push(problem('properties/type', `${file.path} must be a mapping.`, { at: text.place([]), hint }));
  }
}

function readList(reading: Reading, list: string, value: Json, gathered: Gathered): void {
  if (value === null || PASSED_OVER.includes(list)) return;
  if (!KNOWN_LISTS.includes(list)) return unknownList(reading, list);
  if (!isJsonList(value)) {
    const at = reading.text.place([list]);
    const hint = 'Write each entry as: - name: ...';
    reading.diagnostics.push(problem('properties/type', `${list} must be a list.`, { at, hint }));
    return;
  }
  const resource = RESOURCES.find((each) => each === list);
  const raw = RAW_LISTS.find((each) => each === list);
  value.forEach((each, index) => {
    const entry = checkedEntry(reading, list, [list, index], each);
    if (!entry) return;
    if (resource) gathered.nodes.push(...readNode(reading, resource, entry));
    else (raw ? gathered.raw[raw] : gathered.sources).push(entry);
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
function checkedEntry(reading: Reading, list: string, path: YamlPath, value: Json): RawEntry | undefined {
  const name = isJsonObject(value) ? own(value, 'name') : undefined;
  if (!isJsonObject(value) || typeof name !== 'string' || name === '') {
    const at = reading.text.place(path);
    const message =
      typeof name === 'boolean' || typeof name === 'number'
        ? `The name ${String(name)} is no text in YAML.`
        : `An entry under ${list} needs a name.`;
    const hint = name === undefined || name === null ? 'Write it as: - name: my_model' : 'Put the name in quotes.';
    reading.diagnostics.push(problem('properties/no-name', message, { at, hint }));
    return undefined;
  }
  const { file, text } = reading;
  const rendered = renderEntry(reading, list, path, value);
  return { name, at: text.place([...path, 'name']), file, value: rendered, written: value, text, path };
}

function renderEntry(reading: Reading, list: string, path: YamlPath, value: JsonObject): JsonObject {
  if (!isTemplate(reading.file.text)) return value;
  const skip =
    list === 'unit_tests'
      ? rowsOf(path.length)
      : CONFIG_ONLY.includes(list)
        ? outsideOfConfig(path.length)
        : renderedLater;
  return renderValues(reading.text, value, path, { render: reading.render, skip }, reading.diagnostics);
}

/** Their filters and rows hold templates of their own. */
const CONFIG_ONLY = ['metrics', 'semantic_models', 'saved_queries'];

function outsideOfConfig(depth: number): (path: YamlPath) => boolean {
  return (path) => path[depth] !== undefined && path[depth] !== 'config' && path[depth] !== 'enabled';
}

/** The rows of unit tests are taken as they are. */
function rowsOf(depth: number): (path: YamlPath) => boolean {
  return (path) => ['description', 'given', 'expect'].includes(String(path[depth]));
}

const RENDERED_LATER = ['tests', 'data_tests', 'description', 'pre_hook', 'post_hook', 'pre-hook', 'post-hook'];

function renderedLater(path: YamlPath): boolean {
  return RENDERED_LATER.includes(String(path.at(-1)));
}
