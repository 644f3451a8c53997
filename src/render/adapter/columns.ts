import type { TemplateDatabase } from '../../core/ports.js';
import type { Statement } from '../../core/statement.js';
import { wrapStatement } from '../../core/statement.js';
import type { Value } from '../../jinja/values.js';
import type { ColumnValue } from '../relations/column-value.js';
import { canExpandTo, columnValue, dataType, isColumnValue } from '../relations/column-value.js';

/** Columns of the first list that the second has not. */
export function missingColumns(from: Value, to: Value): Value[] {
  const known = new Set(columnsOf(to).map(({ column }) => column.name));
  return columnsOf(from).filter(({ column }) => !known.has(column.name));
}

/** Columns of `to` that must become wider to hold what `from` has, and their new types. */
export function expandColumns(from: Value, to: Value): readonly (readonly [string, string])[] {
  const targets = new Map(columnsOf(to).map(({ column }) => [column.name, column]));
  return columnsOf(from).flatMap(({ column }) => {
    const target = targets.get(column.name);
    return target && canExpandTo(target, column) ? [[column.name, dataType(column)] as const] : [];
  });
}

function columnsOf(value: Value): readonly ColumnValue[] {
  return Array.isArray(value) ? value.filter((each) => isColumnValue(each)) : [];
}

/** Types that psycopg knows by a number of its own, as dbt names them in contracts. */
const QUERY = 'select * from (\n';

/** The columns of a query, without running it: names and PostgreSQL's types. */
export async function columnsOfQuery(database: TemplateDatabase, query: Statement): Promise<Value> {
  const { columns, columnTypes } = await database.query(wrapStatement(QUERY, query, '\n) as __dbt_sbq where false'));
  const names = await typeNames(database, columnTypes);
  return columns.map((name, index) =>
    columnValue({ name, type: names[index] ?? 'unknown', size: null, precision: null, scale: null }),
  );
}

async function typeNames(database: TemplateDatabase, oids: readonly number[]): Promise<readonly string[]> {
  if (oids.length === 0) return [];
  const list = oids.map((oid, index) => `(${index}, ${oid})`).join(', ');
  const { rows } = await database.query(
    `select pg_catalog.format_type(t.oid, null) as name from (values ${list}) as v (place, oid)
join pg_catalog.pg_type t on t.oid = v.oid order by v.place`,
  );
  return rows.map((row) => String(row['name']));
}
