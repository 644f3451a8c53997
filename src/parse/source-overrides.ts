import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import type { RawEntry } from './property-entries.js';

/** `overrides: package` entries of the root project, laid over the sources of packages. */
export class SourceOverrides {
  readonly #entries: readonly RawEntry[];
  readonly #used = new Set<RawEntry>();

  constructor(entries: readonly RawEntry[]) {
    this.#entries = entries.filter(isOverride);
  }

  /** The source of a package with what the root project says over it. */
  apply(packageName: string, source: RawEntry): RawEntry {
    const found = this.#entries.find(
      (each) => own(each.value, 'overrides') === packageName && each.name === source.name,
    );
    if (!found) return source;
    this.#used.add(found);
    return { ...source, value: over(source.value, found.value), written: over(source.written, found.written) };
  }

  /** A warning for each that overrides nothing. */
  unused(): Diagnostic[] {
    return this.#entries
      .filter((each) => !this.#used.has(each))
      .map((each) => {
        const where = jsonText(own(each.value, 'overrides'));
        const message = `There is no source ${each.name} in package ${where} that this could override.`;
        return problem('source/override', message, { severity: 'warning', at: each.at });
      });
  }
}

export function isOverride(entry: RawEntry): boolean {
  return typeof own(entry.value, 'overrides') === 'string';
}

function over(source: JsonObject, patch: JsonObject): JsonObject {
  const said = Object.entries(patch).filter(([key]) => !['name', 'overrides', 'tables'].includes(key));
  return { ...source, ...Object.fromEntries(said), tables: tables(own(source, 'tables'), own(patch, 'tables')) };
}

function tables(below: Json | undefined, above: Json | undefined): Json {
  const patches = isJsonList(above) ? above.filter(isJsonObject) : [];
  return (isJsonList(below) ? below : []).map((table): Json => {
    const name = isJsonObject(table) ? own(table, 'name') : undefined;
    const patch = patches.find((each) => own(each, 'name') === name);
    return isJsonObject(table) && patch ? { ...table, ...patch } : table;
  });
}
