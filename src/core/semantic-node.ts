import type { JsonObject } from './json.js';
import type { NodeCommon, NodeId, Ref, SourceRef } from './node-parts.js';

/** Somebody who answers for an exposure or a group. */
export interface Owner {
  readonly name?: string;
  readonly email?: string | readonly string[];
  /** Other keys, kept as they are. */
  readonly extra: JsonObject;
}

/** What outside of the project reads it: a dashboard, a notebook. Never run. */
export interface Exposure extends NodeCommon {
  readonly kind: 'exposure';
  readonly type: 'dashboard' | 'notebook' | 'analysis' | 'ml' | 'application';
  readonly owner: Owner;
  readonly label?: string;
  readonly maturity?: 'low' | 'medium' | 'high';
  readonly url?: string;
  readonly refs: readonly Ref[];
  readonly sources: readonly SourceRef[];
  /** Names of metrics. */
  readonly metrics: readonly string[];
  readonly dependsOn: readonly NodeId[];
}

/** Parsed, listed and put into the manifest, not executed. */
interface Semantic extends NodeCommon {
  readonly label?: string;
  /** What the manifest holds beside the common keys, in dbt's names. */
  readonly definition: JsonObject;
  readonly refs: readonly Ref[];
  readonly dependsOn: readonly NodeId[];
}

export interface Metric extends Semantic {
  readonly kind: 'metric';
  readonly type: string;
  /** Names of metrics that it is made of. */
  readonly metrics: readonly string[];
  /** Names of measures that it is made of. */
  readonly measures: readonly string[];
}

export interface SemanticModel extends Semantic {
  readonly kind: 'semantic_model';
  /** The model as it was written: `ref('orders')`. */
  readonly model: string;
  readonly measureNames: readonly string[];
}

export interface SavedQuery extends Semantic {
  readonly kind: 'saved_query';
  readonly metrics: readonly string[];
}
