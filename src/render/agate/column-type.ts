import type { HostObject, Value } from '../../jinja/values.js';
import { DateTimeValue } from '../modules/datetime-value.js';
import { DateValue } from '../modules/date-value.js';
import { isInteger } from '../../jinja/arithmetic.js';
import { Decimal } from './decimal.js';

/** agate's types, as dbt chooses among them. */
export type ColumnType = 'Integer' | 'Number' | 'Date' | 'DateTime' | 'Boolean' | 'Text';

const MODULES: { readonly [type in ColumnType]: string } = {
  Integer: 'dbt_common.clients.agate_helper',
  Number: 'dbt_common.clients.agate_helper',
  Date: 'agate.data_types.date',
  DateTime: 'agate.data_types.date_time',
  Boolean: 'agate.data_types.boolean',
  Text: 'agate.data_types.text',
};

/** The type that fits all values: what is none fits every type, a column of nothing else is one of ints. */
export function typeOfValues(values: Iterable<Value>): ColumnType {
  const found = new Set<ColumnType>();
  for (const value of values) if (value !== null) found.add(typeOfValue(value));
  const [first = 'Integer'] = found;
  if (found.size <= 1) return first;
  return [...found].every((type) => type === 'Integer' || type === 'Number') ? 'Number' : 'Text';
}

function typeOfValue(value: Value): ColumnType {
  if (typeof value === 'boolean') return 'Boolean';
  if (isInteger(value)) return 'Integer';
  if (value instanceof Decimal || typeof value === 'number') return 'Number';
  if (value instanceof DateValue) return 'Date';
  return value instanceof DateTimeValue ? 'DateTime' : 'Text';
}

/** A column's type as `column_types` gives it. */
export function columnTypeValue(type: ColumnType): HostObject {
  return {
    kind: 'object',
    typeName: type,
    get: () => undefined,
    print: () => `<${MODULES[type]}.${type} object>`,
    equals: (other) => typeof other === 'object' && other !== null && 'typeName' in other && other.typeName === type,
  };
}
