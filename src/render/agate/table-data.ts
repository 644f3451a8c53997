import type { Value } from '../../jinja/values.js';
import type { ColumnType } from './column-type.js';

/** Names, types and rows of a table. */
export interface TableData {
  readonly columns: readonly string[];
  readonly types: readonly ColumnType[];
  readonly rows: readonly (readonly Value[])[];
}
