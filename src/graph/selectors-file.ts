import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { RenderText } from '../core/yaml-templates.js';
import { renderValues } from '../core/yaml-templates.js';
import { manifestDefinition } from './manifest-definition.js';
import { readDefinition } from './definition.js';
import type { NamedSelectors } from './named-selectors.js';
import type { Specification } from './specification.js';

/** A project without selectors.yml. */
export const NO_SELECTORS: NamedSelectors = { specifications: new Map(), manifest: {} };

/** Reads selectors.yml. What cannot be read is told and left out. */
export function readSelectorsFile(file: SourceFile, render: RenderText): Outcome<NamedSelectors> {
  const read = readYaml(file);
  const reader = new Reader(read.value, [...read.diagnostics]);
  const value = read.value.value;
  if (value !== null)
    reader.read(isJsonObject(value) ? renderValues(read.value, value, [], { render }, reader.diagnostics) : value);
  return { value: reader.result(), diagnostics: reader.diagnostics };
}

/** Has the lifetime of one file. */
class Reader {
  readonly diagnostics: Diagnostic[];
  readonly #text: YamlText;
  readonly #specifications = new Map<string, Specification>();
  readonly #manifest: { [name: string]: Json } = {};
  readonly #seen = new Map<string, YamlPath>();
  #defaultName: string | undefined;

  constructor(text: YamlText, diagnostics: Diagnostic[]) {
    this.#text = text;
    this.diagnostics = diagnostics;
  }

  result(): NamedSelectors {
    const defaults = this.#defaultName === undefined ? {} : { defaultName: this.#defaultName };
    return { specifications: this.#specifications, manifest: this.#manifest, ...defaults };
  }

  read(value: Json): void {
    const list = isJsonObject(value) ? own(value, 'selectors') : undefined;
    if (!isJsonObject(value) || !isJsonList(list)) return this.#wrong([], 'selectors.yml must have a list selectors:.');
    new YamlMapping(this.#text, [], value, this.diagnostics).unknownKeys(
      ['version', 'selectors'],
      'select/unknown-key',
      'error',
      'selectors.yml',
    );
    for (const [index, each] of list.entries()) this.#entry(each, ['selectors', index]);
  }

  #entry(entry: Json, path: YamlPath): void {
    if (!isJsonObject(entry)) return this.#wrong(path, 'A selector must be a mapping with name: and definition:.');
    const mapping = new YamlMapping(this.#text, path, entry, this.diagnostics);
    mapping.unknownKeys(['name', 'definition', 'description', 'default'], 'select/unknown-key', 'error', 'A selector');
    const name = own(entry, 'name');
    const definition = mapping.json('definition');
    if (typeof name !== 'string') return this.#wrong(path, 'A selector needs a name: that is a text.');
    if (definition === undefined) return this.#wrong(path, `The selector ${name} needs a definition:.`);
    this.#tellSecond(name, path);
    const reading = { text: this.#text, diagnostics: this.diagnostics };
    const specification = readDefinition(reading, definition, [...path, 'definition']);
    if (specification) this.#specifications.set(name, specification);
    this.#manifest[name] = manifestEntry(name, entry, definition);
    if (mapping.flag('default') === true) this.#default(name, path);
  }

  /** The last one of a name counts. */
  #tellSecond(name: string, path: YamlPath): void {
    const first = this.#seen.get(name);
    this.#seen.set(name, path);
    if (!first) return;
    const also = [{ note: 'first here', at: this.#text.place([...first, 'name']) }];
    const at = this.#text.place([...path, 'name']);
    const message = `Two selectors are named ${name}; the last one counts.`;
    this.diagnostics.push(problem('select/duplicate', message, { severity: 'warning', at, also }));
  }

  #default(name: string, path: YamlPath): void {
    if (this.#defaultName !== undefined) {
      const message = `${this.#defaultName} and ${name} are both the default selector; only one can be.`;
      return this.#wrong([...path, 'default'], message);
    }
    this.#defaultName = name;
  }

  #wrong(path: YamlPath, message: string): void {
    this.diagnostics.push(problem('select/definition', message, { at: this.#text.place(path) }));
  }
}

function manifestEntry(name: string, entry: JsonObject, definition: Json): JsonObject {
  return { ...entry, name, definition: manifestDefinition(definition) };
}
