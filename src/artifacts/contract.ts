import type { Json, JsonObject } from '../core/json.js';
import { jsonText, own } from '../core/json.js';
import type { Constraint, NodeCommon, Relational } from '../core/node-parts.js';
import { pythonRepr } from '../core/python-text.js';
import { sha256 } from './checksum.js';

/** Only relations with rows of their own have constraints in the database. */
const WITH_CONSTRAINTS = ['table', 'incremental'];

/** `contract` of a node; the checksum is there where it is enforced, and is the one that dbt makes. */
export function contractJson(node: NodeCommon & Relational): JsonObject {
  const { enforced, aliasTypes } = node.contract;
  const checksum = enforced ? sha256(contractText(node)) : null;
  return { enforced, alias_types: aliasTypes, checksum };
}

function contractText(node: NodeCommon & Relational): string {
  const columns = [...node.columns].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = columns.map(
    (column) => `|${column.name}${column.dataType ?? 'None'}${listText('ColumnLevelConstraint', column.constraints)}`,
  );
  const materialized = jsonText(own(node.config, 'materialized'));
  const whole = WITH_CONSTRAINTS.includes(materialized)
    ? materialized + listText('ModelLevelConstraint', node.constraints)
    : '';
  return parts.join('') + whole;
}

type ConstraintClass = 'ColumnLevelConstraint' | 'ModelLevelConstraint';

function listText(name: ConstraintClass, constraints: readonly Constraint[]): string {
  return `[${constraints.map((each) => constraintText(name, each)).join(', ')}]`;
}

/** As Python prints a data class. */
function constraintText(name: ConstraintClass, constraint: Constraint): string {
  const values: readonly (readonly [string, Json])[] = [
    ['name', constraint.name ?? null],
    ['expression', constraint.expression ?? null],
    ['warn_unenforced', constraint.warnUnenforced],
    ['warn_unsupported', constraint.warnUnsupported],
    ['to', constraint.to ?? null],
    ['to_columns', constraint.toColumns],
    ...(name === 'ModelLevelConstraint' ? ([['columns', constraint.columns]] as const) : []),
  ];
  const type = `type=<ConstraintType.${constraint.type}: '${constraint.type}'>`;
  return `${name}(${[type, ...values.map(([key, value]) => `${key}=${pythonRepr(value)}`)].join(', ')})`;
}
