import type { JsonObject } from './json.js';
import type { Place, SourceFile } from './source-file.js';
import type { RelationName } from './relation.js';

/** dbt's unique_id: `model.<package>.<name>`, `source.<package>.<source>.<table>`, `test.<package>.<name>.<hash>`. */
export type NodeId = string;

/** dbt's unique_id of a macro: `macro.<package>.<name>`. */
export type MacroId = string;

/** What every node has. */
export interface NodeCommon {
  readonly id: NodeId;
  readonly package: string;
  readonly name: string;
  /** Package, folders below the resource path, name: what `fqn:` selects by and what config trees follow. */
  readonly fqn: readonly string[];
  /** Where the node is defined: its .sql or .csv file, for sources and generic tests the .yml. */
  readonly file: SourceFile;
  /** The file's path inside its package (dbt's original_file_path); for the root project the same as `file.path`. */
  readonly originalPath: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  /** The merged configuration, dbt's keys as written. Typed fields beside it win. */
  readonly config: JsonObject;
  /** What was written about it, templates unrendered: what `state:modified` compares. */
  readonly unrenderedConfig: JsonObject;
  /** The group it belongs to. */
  readonly group?: string;
  /** The .yml that documents the node, where there is one. */
  readonly patch?: Place;
  /** Docs blocks that its description names: `doc.<package>.<name>`. */
  readonly docBlocks: readonly string[];
}

/** A text with Jinja, and where in the project it stands. */
export interface TemplateText {
  readonly text: string;
  /** The project's file, and where in it `text` begins (UTF-16 units); 0 where the text was made by jiggy itself. */
  readonly file: SourceFile;
  readonly offset: number;
}

/** What a template was seen to name while it was parsed. */
export interface Captures {
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  /** Macros that it calls, dispatched ones as they were found. */
  readonly macros: readonly MacroId[];
}

/** A node that a template gives the SQL of. */
export interface Templated extends Captures {
  readonly template: TemplateText;
  /** What `config()` calls in the template set, as they wrote it. */
  readonly configCalls: JsonObject;
}

/** A constraint of dbt's contracts, on a column or (with `columns`) on the whole relation. */
export interface Constraint {
  readonly type: 'check' | 'not_null' | 'unique' | 'primary_key' | 'foreign_key' | 'custom';
  readonly name?: string;
  readonly expression?: string;
  readonly columns: readonly string[];
  /** The referenced relation as it was written, a ref or source call among them. */
  readonly to?: string;
  readonly toColumns: readonly string[];
  readonly warnUnenforced: boolean;
  readonly warnUnsupported: boolean;
}

/** dbt's `contract` config. */
export interface Contract {
  readonly enforced: boolean;
  readonly aliasTypes: boolean;
}

/** One pre-hook or post-hook: SQL with templates that are rendered when it runs. */
export interface Hook {
  readonly sql: string;
  /** False: outside of the node's transaction (dbt's before_begin and after_commit). */
  readonly transaction: boolean;
}

export interface ColumnDoc {
  readonly name: string;
  readonly description: string;
  readonly dataType?: string;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly quote: boolean;
  readonly constraints: readonly Constraint[];
  /** The column's own `config`, as merged. */
  readonly config: JsonObject;
  readonly docBlocks: readonly string[];
  /** `granularity`, `dimension` and `entity` of the semantic layer, and keys that dbt keeps without knowing them. */
  readonly extra: JsonObject;
}

/** An index of dbt's `indexes` config. */
export interface IndexConfig {
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly type?: string;
}

/** What to do when columns and relation should carry their descriptions as comments (dbt's `persist_docs`). */
export interface PersistDocs {
  readonly relation: boolean;
  readonly columns: boolean;
}

/** A ref as the template wrote it, before linking. */
export interface Ref {
  readonly package?: string;
  readonly name: string;
  /** As written: `v=2`, `version='2'`. */
  readonly version?: string | number;
  readonly at: Place;
}

/** A source call as the template wrote it, before linking. */
export interface SourceRef {
  readonly source: string;
  readonly table: string;
  readonly at: Place;
}

/** What a node has that is built into a relation of its own. */
export interface Relational {
  /** Where the node is published. */
  readonly relation: RelationName;
  /** Parts that dbt's `quoting` turns off are printed without quotes. */
  readonly quoting: Quoting;
  readonly columns: readonly ColumnDoc[];
  readonly indexes: readonly IndexConfig[];
  readonly persistDocs: PersistDocs;
  /** privilege -> roles, as dbt's `grants` config. */
  readonly grants: { readonly [privilege: string]: readonly string[] };
  readonly contract: Contract;
  readonly constraints: readonly Constraint[];
  readonly preHooks: readonly Hook[];
  readonly postHooks: readonly Hook[];
}

/** Which parts of a relation's name are printed in double quotes (dbt's `quoting`; all on PostgreSQL). */
export interface Quoting {
  readonly database: boolean;
  readonly schema: boolean;
  readonly identifier: boolean;
}

/** All of a file as a template. */
export function wholeFile(file: SourceFile): TemplateText {
  return { text: file.text, file, offset: 0 };
}

/** dbt's default: every part in quotes. */
export const QUOTE_ALL: Quoting = { database: true, schema: true, identifier: true };
