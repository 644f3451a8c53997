import type { QueryResult } from '../../core/ports.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { tuple } from '../../jinja/values.js';
import { member } from '../modules/members.js';
import { columnOf } from './column.js';
import { columnTypeValue, typeOfValues } from './column-type.js';
import type { TableData } from './table-data.js';
import { tableMembers } from './table-members.js';
import { sequence } from './sequence.js';
import { valuesOfResult } from './query-values.js';
import { typesText } from './print-table.js';

/** Takes what `print_table()` and its like write to the terminal. */
export type Print = (text: string) => void;

/** The rows of an answer as the table that `run_query` and `load_result` give. */
export function agateTable(result: QueryResult, print: Print = () => undefined): HostObject {
  return tableValue(tableData(distinctNames(result.columns), valuesOfResult(result)), print);
}

/** A table without columns and rows. */
export function emptyTable(): HostObject {
  return tableValue({ columns: [], types: [], rows: [] }, () => undefined);
}

/** A table whose columns have the types that fit their values. */
export function tableData(columns: readonly string[], rows: readonly (readonly Value[])[]): TableData {
  const types = columns.map((_, index) => typeOfValues(rows.map((row) => row[index] ?? null)));
  return { columns, types, rows };
}

/** dbt numbers columns of the same name: `id`, `id_2`. */
function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}

/** A table as templates see it. */
export function tableValue(data: TableData, print: Print): HostObject {
  const { columns, types, rows } = data;
  const rowValues = (): HostObject[] => rows.map((values) => sequence({ name: 'Row', values, keys: columns }));
  const own = {
    rows: () => sequence({ name: 'MappedSequence', values: rowValues() }),
    columns: () => {
      const values = columns.map((_, index) => columnOf(data, index));
      return sequence({ name: 'MappedSequence', values, keys: columns });
    },
    column_names: () => tuple(columns),
    column_types: () => tuple(types.map(columnTypeValue)),
    row_names: () => null,
    ...tableMembers(data, print, (changed) => tableValue(changed, print)),
  };
  return {
    kind: 'object',
    typeName: 'Table',
    get: (name) => member(own, name),
    names: () => Object.keys(own),
    print: () => typesText(columns, types),
    iterate: rowValues,
    length: () => rows.length,
    json: () => rowValues(),
  };
}
