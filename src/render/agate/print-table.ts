import { toJson } from '../../jinja/filters/json.js';
import { toText } from '../../jinja/printing.js';
import type { Value } from '../../jinja/values.js';
import { Dict } from '../../jinja/values.js';
import { DateTimeValue } from '../modules/datetime-value.js';
import { DateValue } from '../modules/date-value.js';
import type { ColumnType } from './column-type.js';
import { Decimal } from './decimal.js';
import type { TableData } from './table-data.js';

/** Columns and their types, as a table prints itself. */
export function typesText(columns: readonly string[], types: readonly ColumnType[]): string {
  const rows = columns.map((name, index) => [name, types[index] ?? 'Text']);
  return ruled([['column', 'data_type'], ...rows], () => false);
}

/** How much of a table is printed. */
export interface PrintLimits {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
}

/** The table between bars; what is beyond the limits is shown as `...`. */
export function tableText({ columns, types, rows }: TableData, limits: PrintLimits): string {
  const kept = columns.slice(0, limits.columns);
  const more = columns.length > kept.length ? ['...'] : [];
  const digits = kept.map((_, index) => fractionDigits(rows.map((row) => row[index] ?? null)));
  const shown = rows
    .slice(0, limits.rows)
    .map((row) => [
      ...kept.map((_, index) => cut(cellText(row[index] ?? null, digits[index] ?? 0), limits.width)),
      ...more,
    ]);
  const rest = rows.length > limits.rows ? [[...kept, ...more].map(() => '...')] : [];
  const head = [...kept.map((name) => cut(name, limits.width)), ...more];
  return ruled([head, ...shown, ...rest], (index) => index < kept.length && types[index] !== 'Text');
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(0, width - 3))}...` : text;
}

function cellText(value: Value, digits: number): string {
  if (value === null) return '';
  return value instanceof Decimal ? value.number().toFixed(digits) : toText(value);
}

/** Digits behind the point that the column's numbers need. */
function fractionDigits(values: readonly Value[]): number {
  const needed = values.map((value) => {
    const [, fraction = ''] = value instanceof Decimal ? value.print().split('.') : [];
    return fraction.replace(/0+$/, '').length;
  });
  return Math.min(20, Math.max(0, ...needed));
}

function ruled(rows: readonly (readonly string[])[], right: (index: number) => boolean): string {
  const [head = []] = rows;
  const widths = head.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => (right(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n') + '\n';
}

/** As CSV. */
export function csvText({ columns, rows }: TableData): string {
  const lines = [columns, ...rows.map((row) => row.map(csvCell))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

function csvCell(value: Value): string {
  if (value === null) return '';
  return value instanceof DateTimeValue ? value.print().replace(' ', 'T') : toText(value);
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** As a JSON list of objects. */
export function jsonRows({ columns, rows }: TableData): string {
  return toJson(rows.map((row) => Dict.from(columns.map((name, index) => [name, plain(row[index] ?? null)] as const))));
}

function plain(value: Value): Value {
  if (value instanceof Decimal) {
    const number = value.number();
    return Number.isInteger(number) ? { kind: 'float', value: number } : number;
  }
  return value instanceof DateTimeValue || value instanceof DateValue ? csvCell(value) : value;
}
