import type { MacroDefinition } from '../core/definitions.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { MacroLibrary } from '../render/macro-library.js';
import type { Descriptions } from './descriptions.js';
import type { RawEntry } from './property-entries.js';

const KEYS = ['name', 'description', 'arguments', 'docs', 'meta', 'config', 'tags'];

type Patch = Partial<MacroDefinition>;

/** What property files say about macros: id -> what to put over the definition. */
export function macroPatches(
  packageName: string,
  entries: readonly RawEntry[],
  library: MacroLibrary,
  descriptions: Descriptions,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Patch> {
  const patches = new Map<string, Patch>();
  const places = new Map<string, RawEntry>();
  for (const entry of entries) {
    const id = `macro.${packageName}.${entry.name}`;
    const first = places.get(id);
    if (first) diagnostics.push(twice(entry, first));
    else if (library.macro(id)) patches.set(id, patchOf(entry, descriptions, diagnostics));
    else diagnostics.push(lost(packageName, entry, library));
    places.set(id, entry);
  }
  return patches;
}

function patchOf(entry: RawEntry, descriptions: Descriptions, diagnostics: Diagnostic[]): Patch {
  const mapping = new YamlMapping(entry.text, entry.path, entry.value, diagnostics);
  mapping.unknownKeys(KEYS, 'properties/unknown-key', 'warning', 'A macro');
  const config = mapping.object('config') ?? {};
  const inner = (key: string): JsonObject => {
    const value = own(config, key);
    return { ...(mapping.object(key) ?? {}), ...(isJsonObject(value) ? value : {}) };
  };
  const docs = inner('docs');
  const color = own(docs, 'node_color');
  return {
    description: descriptions.text(mapping.text('description') ?? '', entry.at).text,
    meta: inner('meta'),
    docs: { show: own(docs, 'show') !== false, ...(typeof color === 'string' ? { nodeColor: color } : {}) },
    config,
    arguments: argumentsOf(entry.value),
    patch: entry.at,
  };
}

function argumentsOf(value: JsonObject): readonly JsonObject[] {
  const written = own(value, 'arguments');
  return (isJsonList(written) ? written : []).filter(isJsonObject).map((each) => ({
    name: own(each, 'name') ?? null,
    type: own(each, 'type') ?? null,
    description: own(each, 'description') ?? '',
  }));
}

function lost(packageName: string, entry: RawEntry, library: MacroLibrary): Diagnostic {
  const hint = didYouMean(entry.name, library.namespace(packageName).namesIn(packageName));
  const message = `This describes a macro ${entry.name}, but there is none.`;
  const more = { severity: 'warning', at: entry.at, ...(hint === undefined ? {} : { hint }) } as const;
  return problem('properties/no-such-macro', message, more);
}

function twice(entry: RawEntry, first: RawEntry): Diagnostic {
  const message = `The macro ${entry.name} is described twice: in ${first.file.path} and in ${entry.file.path}.`;
  const also = [{ note: 'first here', at: first.at }];
  return problem('properties/twice', message, { at: entry.at, also, hint: 'Merge the two entries into one.' });
}

/** The definitions with what property files say put in; arguments are those of the signature where none are described. */
export function patchedDefinitions(
  library: MacroLibrary,
  patches: ReadonlyMap<string, Patch>,
): readonly MacroDefinition[] {
  return library.definitions.map((definition) => {
    const patch = patches.get(definition.id);
    const described = { ...definition, ...patch };
    return described.arguments.length > 0 ? described : { ...described, arguments: signatureOf(library, definition) };
  });
}

/** dbt reads the signatures of macro files only, not those of generic tests below a test path. */
function signatureOf(library: MacroLibrary, definition: MacroDefinition): readonly JsonObject[] {
  const macro = library.macro(definition.id);
  if (!macro || /(?:^|\/)tests?\/generic\//.test(definition.originalPath)) return [];
  if (macro.block.type === 'materialization') return [{ name: 'supported_languages', type: null, description: '' }];
  return macro.block.parameters.map((each) => ({ name: each.name, type: null, description: '' }));
}
