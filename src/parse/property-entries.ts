import type { Json, JsonObject } from '../core/json.js';
import type { ColumnDoc } from '../core/node-parts.js';
import type { Place, SourceFile } from '../core/source-file.js';
import type { YamlPath, YamlText } from '../core/yaml.js';

/** A data test as a .yml file writes it, not yet understood. */
export interface TestEntry {
  readonly text: YamlText;
  readonly path: YamlPath;
  readonly value: Json;
}

export interface ColumnEntry {
  readonly doc: ColumnDoc;
  readonly tests: readonly TestEntry[];
}

interface EntryCommon {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Place;
  readonly file: SourceFile;
  readonly description: string;
  /** `config:` with `tags:` and `meta:` beside it put in. */
  readonly config: JsonObject;
  readonly columns: readonly ColumnEntry[];
  readonly tests: readonly TestEntry[];
}

/** What a .yml file says about a model, seed or singular test. */
export interface NodeEntry extends EntryCommon {
  readonly resource: 'models' | 'seeds' | 'data_tests';
}

/** A table of a source; what the source says for all its tables is put in. */
export interface SourceEntry extends EntryCommon {
  readonly sourceName: string;
  readonly database?: string;
  readonly schema: string;
  readonly identifier: string;
  readonly loader: string;
  /** What stands under `tags:` of the source and of the table (not under `config:`); its tests take these over. */
  readonly tags: readonly string[];
}

/** All that the property files say. */
export interface PropertyEntries {
  readonly nodes: readonly NodeEntry[];
  readonly sources: readonly SourceEntry[];
}
