import type { Json, JsonObject } from './json.js';
import type { Place } from './source-file.js';
import type { RelationName } from './relation.js';
import type { Exposure, Metric, SavedQuery, SemanticModel } from './semantic-node.js';
import type { UnitTest } from './unit-test.js';
import type {
  Captures,
  ColumnDoc,
  MacroId,
  NodeCommon,
  NodeId,
  Quoting,
  Ref,
  Relational,
  SourceRef,
  TemplateText,
  Templated,
} from './node-parts.js';

export type Node =
  | Model
  | Seed
  | Snapshot
  | SqlFunction
  | Source
  | DataTest
  | UnitTest
  | Analysis
  | Operation
  | Exposure
  | Metric
  | SemanticModel
  | SavedQuery;

export type NodeKind = Node['kind'];

/** A node that the engine builds into a relation of its own. */
export type Buildable = Model | Seed;

/** How a model becomes a relation; details of a kind stay in `config` until the engine needs them typed. */
export type Materialization =
  | { readonly kind: 'view' }
  | { readonly kind: 'table'; readonly unlogged: boolean }
  | { readonly kind: 'ephemeral' }
  | { readonly kind: 'incremental' }
  | { readonly kind: 'materialized_view' }
  /** Jinja of the project or a package: `{% materialization <name> %}`. */
  | { readonly kind: 'custom'; readonly name: string; readonly macro: MacroId };

export interface Model extends NodeCommon, Relational, Templated {
  readonly kind: 'model';
  readonly materialization: Materialization;
  readonly access: 'private' | 'protected' | 'public';
  readonly version?: string | number;
  /** The version that an unversioned ref means; only on versioned models. */
  readonly latestVersion?: string | number;
  /** ISO 8601. */
  readonly deprecationDate?: string;
  readonly primaryKey: readonly string[];
  readonly timeSpine?: JsonObject;
  /** Filled by linking. */
  readonly dependsOn: readonly NodeId[];
}

export interface Snapshot extends NodeCommon, Relational, Templated {
  readonly kind: 'snapshot';
  readonly dependsOn: readonly NodeId[];
}

/** A user-defined function (dbt's `functions:`). */
export interface SqlFunction extends NodeCommon, Relational, Templated {
  readonly kind: 'function';
  readonly arguments: readonly JsonObject[];
  readonly returns: JsonObject;
  readonly dependsOn: readonly NodeId[];
}

/** SQL that is compiled and never run. */
export interface Analysis extends NodeCommon, Templated {
  readonly kind: 'analysis';
  readonly columns: readonly ColumnDoc[];
  readonly dependsOn: readonly NodeId[];
}

/** One entry of on-run-start or on-run-end. */
export interface Operation extends NodeCommon, Templated {
  readonly kind: 'operation';
  readonly when: 'on-run-start' | 'on-run-end';
  /** Counts from 0 in its package and `when`. */
  readonly index: number;
  readonly dependsOn: readonly NodeId[];
}

export interface Seed extends NodeCommon, Relational {
  readonly kind: 'seed';
  readonly delimiter: string;
  readonly columnTypes: { readonly [column: string]: string };
  readonly quoteColumns: boolean;
  readonly dependsOn: readonly NodeId[];
}

/** How old rows of a source may be; a period is `minute`, `hour` or `day`. */
export interface Freshness {
  readonly warnAfter?: { readonly count: number; readonly period: string };
  readonly errorAfter?: { readonly count: number; readonly period: string };
  /** SQL that narrows the rows. */
  readonly filter?: string;
}

export interface Source extends NodeCommon {
  readonly kind: 'source';
  readonly sourceName: string;
  readonly relation: RelationName;
  readonly quoting: Quoting;
  readonly columns: readonly ColumnDoc[];
  readonly loader: string;
  readonly sourceDescription: string;
  readonly sourceMeta: JsonObject;
  readonly freshness?: Freshness;
  readonly loadedAtField?: string;
  readonly loadedAtQuery?: string;
  readonly external?: Json;
  readonly unrenderedDatabase?: string;
  readonly unrenderedSchema?: string;
  readonly dependsOn: readonly NodeId[];
}

/** What a data test asks. Generic tests carry their arguments, singular ones a template of their own (the node's file). */
export type TestBody =
  | {
      readonly kind: 'generic';
      /** `unique`, `not_null`, `accepted_values`, `relationships`, or one of the project's own; its macro is `test_<name>`. */
      readonly test: string;
      /** The package that the entry names: `dbt_utils` of `dbt_utils.equal_rowcount`. */
      readonly namespace?: string;
      /** The tested node as a ref or source call; linked to `dependsOn[0]`-independent `target`. */
      readonly target: Ref | SourceRef;
      readonly column?: string;
      readonly args: JsonObject;
    }
  | { readonly kind: 'singular'; readonly template: TemplateText };

export interface DataTest extends NodeCommon, Captures {
  readonly kind: 'test';
  readonly body: TestBody;
  readonly severity: 'error' | 'warn';
  readonly where?: string;
  readonly limit?: number;
  readonly errorIf: string;
  readonly warnIf: string;
  readonly failCalc: string;
  /** What `config()` calls of a singular test set. */
  readonly configCalls: JsonObject;
  /** Where failing rows are kept, when `storeFailures` says so. */
  readonly relation: RelationName;
  readonly storeFailures?: 'table' | 'view';
  /** The model, seed or snapshot that a generic test is written under. */
  readonly attachedNode?: NodeId;
  readonly dependsOn: readonly NodeId[];
}

/** A node that other nodes can read by `ref` or `source`, or that is published. Data tests are not among them. */
export type WithRelation = Model | Seed | Snapshot | SqlFunction | Source;

/** The published relation of a node that has one; none for tests, analyses, exposures and the like. */
export function relationOf(node: Node): RelationName | undefined {
  return hasRelation(node) ? node.relation : undefined;
}

export function hasRelation(node: Node): node is WithRelation {
  return 'relation' in node && node.kind !== 'test' && !(node.kind === 'model' && isEphemeral(node));
}

/** Ephemeral models are put into what reads them and have no relation in the database. */
export function isEphemeral(node: Node): boolean {
  return node.kind === 'model' && node.materialization.kind === 'ephemeral';
}

/** Where a person looks for the node. */
export function placeOfNode(node: Node): Place {
  return node.patch && node.kind !== 'model' ? node.patch : { file: node.file.path, line: 1, column: 1 };
}
