import type { JsonObject } from './json.js';
import type { Place, SourceFile } from './source-file.js';
import type { RelationName } from './relation.js';

/** dbt's unique_id: `model.<package>.<name>`, `source.<package>.<source>.<table>`, `test.<package>.<name>.<hash>`. */
export type NodeId = string;

export type Node = Model | Seed | Source | DataTest;

/** A node that the engine builds into a relation of its own. */
export type Buildable = Model | Seed;

interface Common {
  readonly id: NodeId;
  readonly package: string;
  readonly name: string;
  /** Package, folders below the resource path, name: what `fqn:` selects by and what config trees follow. */
  readonly fqn: readonly string[];
  /** Where the node is defined: its .sql or .csv file, for sources and generic tests the .yml. */
  readonly file: SourceFile;
  readonly description: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  /** The merged configuration, dbt's keys as written. Typed fields beside it win. */
  readonly config: JsonObject;
  /** The .yml that documents the node, where there is one. */
  readonly patch?: Place;
}

export interface ColumnDoc {
  readonly name: string;
  readonly description: string;
  readonly dataType?: string;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly quote: boolean;
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

export type Materialization = { readonly kind: 'view' } | { readonly kind: 'table'; readonly unlogged: boolean };

/** A ref as the template wrote it, before linking. */
export interface Ref {
  readonly package?: string;
  readonly name: string;
  readonly at: Place;
}

/** A source call as the template wrote it, before linking. */
export interface SourceRef {
  readonly source: string;
  readonly table: string;
  readonly at: Place;
}

interface Relational {
  /** Where the node is published. */
  readonly relation: RelationName;
  readonly columns: readonly ColumnDoc[];
  readonly indexes: readonly IndexConfig[];
  readonly persistDocs: PersistDocs;
  /** privilege -> roles, as dbt's `grants` config. */
  readonly grants: { readonly [privilege: string]: readonly string[] };
}

export interface Model extends Common, Relational {
  readonly kind: 'model';
  readonly materialization: Materialization;
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  /** Filled by linking. */
  readonly dependsOn: readonly NodeId[];
}

export interface Seed extends Common, Relational {
  readonly kind: 'seed';
  readonly delimiter: string;
  readonly columnTypes: { readonly [column: string]: string };
  readonly quoteColumns: boolean;
  readonly dependsOn: readonly NodeId[];
}

export interface Source extends Common {
  readonly kind: 'source';
  readonly sourceName: string;
  readonly relation: RelationName;
  readonly columns: readonly ColumnDoc[];
  readonly loader: string;
  readonly dependsOn: readonly NodeId[];
}

/** What a data test asks. Generic tests carry their arguments, singular ones a template of their own (the node's file). */
export type TestBody =
  | {
      readonly kind: 'generic';
      /** `unique`, `not_null`, `accepted_values`, `relationships`, or one of the project's own; its macro is `test_<name>`. */
      readonly test: string;
      /** The tested node as a ref or source call; linked to `dependsOn[0]`-independent `target`. */
      readonly target: Ref | SourceRef;
      readonly column?: string;
      readonly args: JsonObject;
    }
  | { readonly kind: 'singular' };

export interface DataTest extends Common {
  readonly kind: 'test';
  readonly body: TestBody;
  readonly severity: 'error' | 'warn';
  readonly where?: string;
  readonly limit?: number;
  readonly errorIf: string;
  readonly warnIf: string;
  readonly failCalc: string;
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  readonly dependsOn: readonly NodeId[];
}

/** Where a person looks for the node. */
export function placeOfNode(node: Node): Place {
  return node.patch && node.kind !== 'model' ? node.patch : { file: node.file.path, line: 1, column: 1 };
}
