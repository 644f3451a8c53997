import { equals, truthy } from '../../jinja/comparison.js';
import { TemplateError } from '../../jinja/error.js';
import { andThen, type MaybePromise } from '../../jinja/maybe-promise.js';
import { listOf } from '../../jinja/iteration.js';
import { toText } from '../../jinja/printing.js';
import type { CallSite, Value } from '../../jinja/values.js';
import { Dict, PySet, tagged } from '../../jinja/values.js';
import type { Arguments } from '../arguments.js';
import type { Members } from '../modules/members.js';
import { method, whole } from '../modules/members.js';
import { ordered } from './ordering.js';
import { csvText, jsonRows, tableText } from './print-table.js';
import { sequence } from './sequence.js';
import type { TableData } from './table-data.js';

type Remake = (data: TableData) => Value;

/** What a table does; every change gives a new table. */
export function tableMembers(data: TableData, print: (text: string) => void, remake: Remake): Members {
  return { ...columnChanges(data, remake), ...rowChanges(data, remake), ...printing(data, print) };
}

function columnChanges(data: TableData, remake: Remake): Members {
  const pick = (indexes: readonly number[]): Value => remake(withColumns(data, indexes));
  return {
    select: method('select', 'key', (given) => pick(indexesOf(data, given.get('key')))),
    exclude: method('exclude', 'key', (given) => {
      const left = new Set(indexesOf(data, given.get('key')));
      return pick(data.columns.map((_, index) => index).filter((index) => !left.has(index)));
    }),
    rename: method('rename', 'column_names? row_names? slug_columns? slug_rows?', (given) =>
      remake({ ...data, columns: renamed(data.columns, given.get('column_names')) }),
    ),
  };
}

function withColumns({ columns, types, rows }: TableData, indexes: readonly number[]): TableData {
  return {
    columns: indexes.map((index) => columns[index] ?? ''),
    types: indexes.map((index) => types[index] ?? 'Text'),
    rows: rows.map((row) => indexes.map((index) => row[index] ?? null)),
  };
}

/** One column's name, or several. */
function indexesOf({ columns }: TableData, key: Value | undefined): readonly number[] {
  const names = key === undefined || key === null ? [] : typeof key === 'string' ? [key] : listOf(key).map(toText);
  return names.map((name) => {
    const index = columns.indexOf(name);
    if (index !== -1) return index;
    throw new TemplateError('template/value', `The table has no column ${name}.`, {
      hint: `It has: ${columns.join(', ')}`,
    });
  });
}

function renamed(columns: readonly string[], names: Value | undefined): readonly string[] {
  if (names instanceof Dict) return columns.map((name) => toText(names.get(name) ?? name));
  return names === undefined || names === null ? columns : listOf(names).map(toText);
}

function rowChanges(data: TableData, remake: Remake): Members {
  const { rows } = data;
  return {
    where: method('where', 'test', (given, site) =>
      andThen(testRows(data, given, site), (kept) => remake({ ...data, rows: kept })),
    ),
    find: method('find', 'test', (given, site) =>
      andThen(testRows(data, given, site), ([first]) => (first ? rowOf(data, first) : null)),
    ),
    order_by: method('order_by', 'key reverse?', (given) => {
      const indexes = indexesOf(data, given.get('key'));
      const reverse = truthy(given.get('reverse') ?? false);
      return remake({ ...data, rows: ordered(rows, (row) => indexes.map((index) => row[index] ?? null), reverse) });
    }),
    distinct: method('distinct', 'key?', (given) => remake({ ...data, rows: distinctRows(data, given.get('key')) })),
    limit: method('limit', 'start_or_stop? stop? step?', (given) =>
      remake({ ...data, rows: limitedRows(data, given) }),
    ),
    group_by: method('group_by', 'key', (given) => groups(data, given.get('key'), remake)),
  };
}

function rowOf({ columns }: TableData, values: readonly Value[]): Value {
  return sequence({ name: 'Row', values, keys: columns });
}

/** The rows for which a macro or function gives true. */
function testRows(data: TableData, given: Arguments, site: CallSite): MaybePromise<readonly (readonly Value[])[]> {
  const test = given.get('test') ?? null;
  const callable = ['macro', 'function', 'object'].includes(tagged(test)?.kind ?? '');
  if (!callable) throw new TemplateError('template/type', 'where() and find() need a macro that takes a row.');
  return data.rows.reduce<MaybePromise<readonly (readonly Value[])[]>>(
    (before, row) =>
      andThen(before, (kept) =>
        andThen(site.call(test, [rowOf(data, row)]), (answer) => (truthy(answer) ? [...kept, row] : kept)),
      ),
    [],
  );
}

function distinctRows(data: TableData, key: Value | undefined): readonly (readonly Value[])[] {
  const indexes = key === undefined || key === null ? data.columns.map((_, index) => index) : indexesOf(data, key);
  const found: (readonly Value[])[] = [];
  for (const row of data.rows) {
    const same = (other: readonly Value[]): boolean =>
      indexes.every((index) => equals(other[index] ?? null, row[index] ?? null));
    if (!found.some(same)) found.push(row);
  }
  return found;
}

function limitedRows({ rows }: TableData, given: Arguments): readonly (readonly Value[])[] {
  const stop = given.get('stop');
  const first = whole(given, 'start_or_stop', 0);
  const step = Math.max(1, given.get('step') === null ? 1 : whole(given, 'step', 1));
  if (stop === undefined || stop === null) return given.has('start_or_stop') ? rows.slice(0, first) : rows;
  return rows.slice(first, whole(given, 'stop', 0)).filter((_, index) => index % step === 0);
}

function groups(data: TableData, key: Value | undefined, remake: Remake): Value {
  const [index = 0] = indexesOf(data, key);
  const names = [...new PySet(data.rows.map((row) => row[index] ?? null)).values()];
  const tables = names.map((name) =>
    remake({ ...data, rows: data.rows.filter((row) => equals(row[index] ?? null, name)) }),
  );
  return sequence({ name: 'TableSet', values: tables, keys: names.map(toText) });
}

function printing(data: TableData, print: (text: string) => void): Members {
  const printed = (text: string): Value => {
    print(text);
    return null;
  };
  return {
    print_table: method('print_table', 'max_rows? max_columns? output? max_column_width?', (given) => {
      const most = (name: string, otherwise: number): number =>
        given.get(name) === null ? Number.POSITIVE_INFINITY : whole(given, name, otherwise);
      const limits = {
        rows: most('max_rows', 20),
        columns: most('max_columns', 6),
        width: most('max_column_width', 20),
      };
      return printed(tableText(data, limits));
    }),
    print_csv: method('print_csv', '', () => printed(csvText(data))),
    print_json: method('print_json', '', () => printed(jsonRows(data))),
    to_csv: method('to_csv', 'path?', () => refuseFile('to_csv')),
    to_json: method('to_json', 'path?', () => refuseFile('to_json')),
  };
}

function refuseFile(name: string): never {
  throw new TemplateError('template/value', `${name}() writes a file, which templates may not do here.`, {
    hint: 'Use print_csv() or print_json(), and send the output into a file.',
  });
}
