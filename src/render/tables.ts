import { iterate } from '../jinja/iteration.js';
import type { Value } from '../jinja/values.js';
import { tagged, tuple } from '../jinja/values.js';
import { rowsOf } from './table-rows.js';

/** The rows of a table, each as a tuple of its cells. */
export function tableMatrix(table: Value): Value[] {
  return rowsOf(table).map((row) => (tagged(row) === undefined ? row : tuple([...iterate(row)])));
}
