import type { Json, JsonObject } from './json.js';
import type { NodeCommon, NodeId } from './node-parts.js';

/** Rows that stand for an input, or that are expected. */
export interface UnitTestRows {
  readonly format: 'dict' | 'csv' | 'sql';
  /** A list of mappings, for CSV too (with texts as values), or SQL. */
  readonly rows: Json;
  /** The fixture file that the rows came from. */
  readonly fixture?: string;
}

/** A unit test: a model run over given rows. */
export interface UnitTest extends NodeCommon {
  readonly kind: 'unit_test';
  /** Name of the tested model. */
  readonly model: string;
  readonly version?: string | number;
  /** `input` as it was written: `ref('orders')`, `this`. */
  readonly given: readonly (UnitTestRows & { readonly input: string })[];
  readonly expect: UnitTestRows;
  readonly overrides: { readonly macros: JsonObject; readonly vars: JsonObject; readonly envVars: JsonObject };
  readonly versions?: JsonObject;
  /** The model; inputs are read from their rows, so they are no dependencies (dbt's rule). */
  readonly dependsOn: readonly NodeId[];
}
