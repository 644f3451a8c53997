import type { QueryResult } from '../../../../src/core/ports.js';

const COLUMNS = ['id', 'name', 'amount', 'day', 'at', 'ok', 'nothing', 'Big', 'ratio'];
const TYPES = [23, 25, 1700, 1082, 1114, 16, 23, 20, 701];

const ROWS: readonly (readonly (string | number | boolean | null)[])[] = [
  [1, 'ann', '1.50', '2024-01-31', '2024-01-31 12:30:00', true, null, '12345678901234567890', 0.5],
  [2, 'bob', null, null, null, false, null, null, 1],
  [3, "it's", '-20.00', '1999-12-31', '1999-12-31 23:59:59.25', null, null, 5, null],
  [3, 'ann', '100', '2024-01-31', '2024-01-31 00:00:00', true, null, 5, 2.25],
];

/** The answer whose table the expressions of the conformance tests use; evaluate.py makes the same one. */
export const answer: QueryResult = {
  columns: COLUMNS,
  columnTypes: TYPES,
  rows: ROWS.map((row) => Object.fromEntries(COLUMNS.map((name, index) => [name, row[index] ?? null]))),
  rowCount: ROWS.length,
  command: 'SELECT',
};
