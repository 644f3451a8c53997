import type { HostObject, Value } from '../../jinja/values.js';
import { PySet, tuple } from '../../jinja/values.js';
import { method } from '../modules/members.js';
import { columnTypeValue } from './column-type.js';
import { ordered } from './ordering.js';
import { sequence } from './sequence.js';
import type { TableData } from './table-data.js';

/** A column of a table: its values, by position. */
export function columnOf({ columns, types, rows }: TableData, index: number): HostObject {
  const values = rows.map((row) => row[index] ?? null);
  const present = (): Value[] => values.filter((value) => value !== null);
  return sequence({
    name: 'Column',
    values,
    members: {
      name: () => columns[index] ?? '',
      index: () => index,
      data_type: () => columnTypeValue(types[index] ?? 'Text'),
      values_distinct: method('values_distinct', '', () => tuple([...new PySet(values).values()])),
      values_sorted: method('values_sorted', '', () => [...ordered(values, (value) => [value])]),
      values_without_nulls: method('values_without_nulls', '', () => tuple(present())),
      values_without_nulls_sorted: method('values_without_nulls_sorted', '', () => [
        ...ordered(present(), (value) => [value]),
      ]),
    },
  });
}
