import type { QueryResult } from '../../core/ports.js';
import { float } from '../../jinja/float.js';
import { toJson } from '../../jinja/filters/json.js';
import { integer } from '../../jinja/integer.js';
import type { Value } from '../../jinja/values.js';
import { fromData } from '../../jinja/data.js';
import { datetimeOfIso, dayOfIso } from '../modules/iso-text.js';
import { DateValue } from '../modules/date-value.js';
import { readDecimal } from './decimal.js';

/** PostgreSQL's type oids whose values are more than texts to templates. */
const OID = {
  bytea: 17,
  int8: 20,
  json: 114,
  float4: 700,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  jsonb: 3802,
};

/** The rows of an answer as values of templates, as psycopg and dbt would give them. */
export function valuesOfResult({ rows, columns, columnTypes }: QueryResult): readonly (readonly Value[])[] {
  return rows.map((row) => columns.map((name, index) => valueOf(row[name], columnTypes[index] ?? 0)));
}

/** Numeric becomes a decimal, dates and timestamps become dates, JSON stays the text that Python would write. */
export function valueOf(cell: unknown, oid: number): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell;
  if (typeof cell === 'number') return oid === OID.float4 || oid === OID.float8 ? floatValue(cell) : cell;
  if (typeof cell === 'bigint') return integer(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  return valueOfText(text, oid) ?? text;
}

/** dbt makes decimals of floats. */
function floatValue(cell: number): Value {
  return readDecimal(Number.isInteger(cell) && Math.abs(cell) < 1e16 ? `${cell}.0` : String(cell)) ?? float(cell);
}

function valueOfText(text: string, oid: number): Value | undefined {
  switch (oid) {
    case OID.int8:
      return /^-?\d+$/.test(text) ? integer(BigInt(text)) : undefined;
    case OID.numeric:
      return readDecimal(text);
    case OID.float4:
    case OID.float8:
      return floatValue(Number(text));
    case OID.date:
      return orText(() => new DateValue(dayOfIso(text)));
    case OID.timestamp:
    case OID.timestamptz:
      return orText(() => datetimeOfIso(text));
    case OID.json:
    case OID.jsonb:
      return orText(() => jsonText(text));
    default:
      return undefined;
  }
}

/** Years before Christ and `infinity` are no dates of Python: they stay texts. */
function orText(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Objects and lists as Python's `json.dumps` writes them; scalars as values. */
function jsonText(text: string): Value {
  const data: unknown = JSON.parse(text);
  return typeof data === 'object' && data !== null ? toJson(fromData(data)) : fromData(data);
}
