import type { Diagnostic } from './diagnostic.js';
import { problem } from './diagnostic.js';
import type { Json, JsonObject } from './json.js';
import { isJsonList, isJsonObject, own } from './json.js';
import { didYouMean } from './nearest.js';
import type { YamlPath, YamlText } from './yaml.js';

/** Reads typed keys of one YAML mapping; what does not fit becomes a diagnostic with its place and counts as absent. */
export class YamlMapping {
  readonly #text: YamlText;
  readonly #path: YamlPath;
  readonly #value: JsonObject;
  readonly #diagnostics: Diagnostic[];

  /** `value` is the mapping at `path`, already rendered. */
  constructor(text: YamlText, path: YamlPath, value: JsonObject, diagnostics: Diagnostic[]) {
    this.#text = text;
    this.#path = path;
    this.#value = value;
    this.#diagnostics = diagnostics;
  }

  has(key: string): boolean {
    const value = own(this.#value, key);
    return value !== undefined && value !== null;
  }

  /** Whether the key is written with nothing behind it, or `null`. */
  isNull(key: string): boolean {
    return own(this.#value, key) === null;
  }

  json(key: string): Json | undefined {
    return this.has(key) ? own(this.#value, key) : undefined;
  }

  /** Numbers count as text (`version: 1.0`). */
  text(key: string): string | undefined {
    const value = this.json(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    return this.#wrong(key, 'a text');
  }

  /** Texts that hold a whole number count (`env_var` gives texts). */
  wholeNumber(key: string): number | undefined {
    const value = this.json(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    return this.#wrong(key, 'a whole number');
  }

  /** `true` and `false`, also as texts (`env_var` gives texts). */
  flag(key: string): boolean | undefined {
    const value = this.json(key);
    if (value === undefined || typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
    if (word === 'true' || word === 'false') return word === 'true';
    return this.#wrong(key, 'true or false');
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.json(key);
    if (value === undefined) return undefined;
    const list = isJsonList(value) ? value : [value];
    const texts = list.filter((each) => typeof each === 'string');
    return texts.length === list.length ? texts : this.#wrong(key, 'a list of texts');
  }

  object(key: string): JsonObject | undefined {
    const value = this.json(key);
    if (value === undefined) return undefined;
    return isJsonObject(value) ? value : this.#wrong(key, 'a mapping');
  }

  /** Names keys that are not among `known`, with the nearest that is. */
  unknownKeys(known: readonly string[], code: Diagnostic['code'], severity: 'error' | 'warning', where: string): void {
    for (const key of Object.keys(this.#value)) {
      if (known.includes(key)) continue;
      const hint = didYouMean(key, known) ?? `Known keys: ${known.join(', ')}.`;
      const at = this.#text.place([...this.#path, key], 'key');
      this.#diagnostics.push(problem(code, `${where} has no key ${key}.`, { severity, at, hint }));
    }
  }

  #wrong(key: string, what: string): undefined {
    const at = this.#text.place([...this.#path, key]);
    this.#diagnostics.push(problem('project/type', `${key} must be ${what}.`, { at }));
    return undefined;
  }
}
