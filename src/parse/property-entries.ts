import type { Json, JsonObject } from '../core/json.js';
import type { ColumnDoc, Constraint } from '../core/node-parts.js';
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
  /** `config:` with the keys that may stand beside it put in. */
  readonly config: JsonObject;
  readonly columns: readonly ColumnEntry[];
  readonly tests: readonly TestEntry[];
}

/** The lists of a .yml file whose entries describe a node that a file of its own defines (or, for snapshots, may define). */
export type PatchedResource = 'models' | 'seeds' | 'snapshots' | 'analyses' | 'functions' | 'data_tests';

/** What a .yml file says about such a node. */
export interface NodeEntry extends EntryCommon {
  readonly resource: PatchedResource;
  /** The name of the file that it describes; differs from `name` for versions of a model only. */
  readonly fileName: string;
  /** `config` as it is written, templates unrendered. */
  readonly unrendered: JsonObject;
  readonly constraints: readonly Constraint[];
  readonly version?: ModelVersion;
  /** ISO 8601. */
  readonly deprecationDate?: string;
  readonly timeSpine?: JsonObject;
  /** What a snapshot of a .yml file reads: `ref('orders')`. */
  readonly relation?: string;
  /** Keys of functions. */
  readonly arguments: readonly JsonObject[];
  readonly returns?: JsonObject;
  readonly text: YamlText;
  readonly path: YamlPath;
}

export interface ModelVersion {
  readonly v: string | number;
  readonly latest: string | number;
}

/** A table of a source; what the source says for all its tables is put in. */
export interface SourceEntry extends EntryCommon {
  readonly sourceName: string;
  readonly sourceDescription: string;
  readonly sourceMeta: JsonObject;
  readonly database?: string;
  readonly schema: string;
  readonly unrenderedDatabase?: string;
  readonly unrenderedSchema?: string;
  readonly identifier: string;
  readonly loader: string;
  readonly external?: Json;
  readonly quoting: { readonly [part: string]: boolean };
  readonly unrendered: JsonObject;
  /** Tags of the source and of the table; their tests take these over. */
  readonly tags: readonly string[];
}

/** An entry that is a node of its own, or describes a macro: read by what makes that node. */
export interface RawEntry {
  readonly name: string;
  readonly at: Place;
  readonly file: SourceFile;
  /** Rendered as dbt renders it. */
  readonly value: JsonObject;
  /** As it is written. */
  readonly written: JsonObject;
  readonly text: YamlText;
  readonly path: YamlPath;
}

/** The lists whose entries are kept as they are. */
export const RAW_LISTS = [
  'exposures',
  'groups',
  'unit_tests',
  'metrics',
  'semantic_models',
  'saved_queries',
  'macros',
] as const;

export type RawList = (typeof RAW_LISTS)[number];

/** All that the property files of a package say. */
export interface PropertyEntries {
  readonly nodes: readonly NodeEntry[];
  /** `sources:` as they are written; tables are read when overrides of other packages are known. */
  readonly sources: readonly RawEntry[];
  readonly raw: { readonly [list in RawList]: readonly RawEntry[] };
}
