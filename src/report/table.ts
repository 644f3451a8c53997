import type { QueryResult } from '../core/ports.js';
import { printable, shorten } from './printable.js';

const numericTypes = new Set([20, 21, 23, 26, 700, 701, 1700]);
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

type Rows = Pick<QueryResult, 'rows' | 'columns' | 'columnTypes'>;

/** Rows as a text table; numbers to the right, NULL as an empty cell, long texts cut at `widest`. */
export function renderTable(result: Rows, widest = 40): string {
  const cells = result.rows.map((row) =>
    result.columns.map((column) => shorten(printable(cellText(row[column])), widest)),
  );
  const widths = result.columns.map((column, index) =>
    Math.max(printable(column).length, 1, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (texts: readonly string[], right: boolean): string =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return right && numericTypes.has(result.columnTypes[index] ?? 0) ? text.padStart(width) : text.padEnd(width);
      })
      .join(' | ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  return [line(result.columns.map(printable), false), rule, ...cells.map((row) => line(row, true))].join('\n');
}

/**
 * Rows as a JSON array of objects. Numbers of every PostgreSQL type are JSON numerals with all their digits
 * (numeric 1.10 stays 1.10); json columns are embedded; everything else is a string.
 */
export function renderJsonRows(result: Rows): string {
  const objects = result.rows.map((row) => {
    const members = result.columns.map((column, index) => {
      return `${JSON.stringify(column)}: ${jsonCell(row[column], result.columnTypes[index] ?? 0)}`;
    });
    return `{${members.join(', ')}}`;
  });
  return `[${objects.join(', ')}]`;
}

/** Rows as RFC 4180 CSV with a header; NULL is an empty field, an empty text is `""`. */
export function renderCsv(result: Rows): string {
  const lines = result.rows.map((row) => result.columns.map((column) => csvCell(row[column])).join(','));
  return [result.columns.map(csvCell).join(','), ...lines].join('\n');
}

function jsonCell(value: unknown, oid: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' && numericTypes.has(oid) && numeral.test(value)) return value;
  if (typeof value === 'string' && (oid === 114 || oid === 3802)) return value;
  return JSON.stringify(value);
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = cellText(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A value as text; NULL as nothing. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
