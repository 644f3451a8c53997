import { iterate } from '../jinja/iteration.js';
import { tagged } from '../jinja/values.js';
import type { Value } from '../jinja/values.js';

/** The rows of a table that templates hold. */
export function rowsOf(table: Value): readonly Value[] {
  const object = tagged(table);
  const rows = object?.kind === 'object' ? object.get('rows') : undefined;
  return rows === undefined || rows === null ? [] : [...iterate(rows)];
}

/** A cell of such a row; none where there is none. */
export function itemOf(row: Value, key: Value): Value {
  const object = tagged(row);
  return (object?.kind === 'object' ? object.item?.(key) : undefined) ?? null;
}
