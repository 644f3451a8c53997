import { toText } from '../../jinja/printing.js';
import { tagged } from '../../jinja/values.js';
import type { Value } from '../../jinja/values.js';

/** agate's types, as PostgreSQL calls them. */
const TYPES: Readonly<Record<string, string>> = {
  Text: 'text',
  Number: 'float8',
  Integer: 'integer',
  Boolean: 'boolean',
  DateTime: 'timestamp without time zone',
  Date: 'date',
  TimeDelta: 'time',
};

/** `adapter.convert_type(table, index)`: the type of PostgreSQL for a column of a table. */
export function convertType(table: Value, index: Value): string {
  const object = tagged(table);
  const types = object?.kind === 'object' ? object.get('column_types') : undefined;
  const list = tagged(types ?? null);
  const type = list?.kind === 'tuple' ? list.items[Number(index)] : Array.isArray(types) ? types[Number(index)] : null;
  const name = /\w+/.exec(toText(type ?? null).replace(/^.*\.(?=\w+ )/, ''))?.[0] ?? '';
  return TYPES[name] ?? 'text';
}
