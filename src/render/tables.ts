import type { QueryResult } from '../core/ports.js';
import type { HostObject, Value } from '../jinja/values.js';
import { tagged, tuple } from '../jinja/values.js';

/** The rows of an answer as the table that dbt gives to templates. */
export function tableOf({ columns, rows }: QueryResult): HostObject {
  const list: Value[] = rows.map((row) =>
    tuple(
      columns.map((name) => row[name] ?? null),
      columns,
    ),
  );
  const members: { readonly [name: string]: Value } = { rows: list, column_names: tuple(columns) };
  return {
    kind: 'object',
    typeName: 'Table',
    get: (name) => (Object.hasOwn(members, name) ? members[name] : undefined),
    iterate: () => list,
    length: () => list.length,
    truthy: () => true,
  };
}

/** A table without columns and rows. */
export function emptyTable(): HostObject {
  return tableOf({ columns: [], rows: [], columnTypes: [], rowCount: 0, command: '' });
}

/** The rows of a table, each as a tuple of its cells. */
export function tableMatrix(table: Value): Value[] {
  const object = tagged(table);
  return object?.kind === 'object' && object.iterate ? [...object.iterate()] : [];
}
