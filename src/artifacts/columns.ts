import type { JsonObject } from '../core/json.js';
import type { ColumnDoc, Constraint } from '../core/node-parts.js';

/** The `columns` of a node, by name. */
export function columnsJson(columns: readonly ColumnDoc[]): JsonObject {
  return Object.fromEntries(columns.map((column) => [column.name, columnJson(column)]));
}

function columnJson(column: ColumnDoc): JsonObject {
  return {
    name: column.name,
    description: column.description,
    meta: column.meta,
    data_type: column.dataType ?? null,
    constraints: column.constraints.map(constraintJson),
    quote: column.quote ? true : null,
    config: { ...column.config, meta: column.meta, tags: column.tags },
    tags: column.tags,
    granularity: null,
    dimension: null,
    entity: null,
    ...column.extra,
    doc_blocks: column.docBlocks,
  };
}

/** A constraint of a column. */
function constraintJson(constraint: Constraint): JsonObject {
  return {
    type: constraint.type,
    name: constraint.name ?? null,
    expression: constraint.expression ?? null,
    warn_unenforced: constraint.warnUnenforced,
    warn_unsupported: constraint.warnUnsupported,
    to: constraint.to ?? null,
    to_columns: constraint.toColumns,
  };
}

/** A constraint of the whole relation. */
export function modelConstraintJson(constraint: Constraint): JsonObject {
  return { ...constraintJson(constraint), columns: constraint.columns };
}
