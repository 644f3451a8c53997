/** dbt reads an empty cell and the word null as NULL. */
export function isNullCell(cell: string): boolean {
  return cell === '' || cell.toLowerCase() === 'null';
}

const patterns: readonly { readonly type: string; readonly fits: (cell: string) => boolean }[] = [
  { type: 'integer', fits: (cell) => /^[+-]?\d+$/.test(cell) && Math.abs(Number(cell)) <= 2_147_483_647 },
  { type: 'bigint', fits: (cell) => /^[+-]?\d{1,18}$/.test(cell) },
  { type: 'float8', fits: (cell) => /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(cell) },
  { type: 'date', fits: isDate },
  { type: 'timestamp without time zone', fits: isTimestamp },
  { type: 'boolean', fits: (cell) => /^(true|false)$/i.test(cell) },
];

/**
 * The column type that dbt-postgres gives a seed column: the first that fits all cells that are not NULL, in the
 * order number, date, timestamp, boolean, text; a column without values is an integer. Whole numbers beyond four
 * bytes, on which dbt fails, become bigint.
 */
export function inferType(cells: readonly string[]): string {
  const values = cells.filter((cell) => !isNullCell(cell)).map((cell) => cell.trim());
  return patterns.find(({ fits }) => values.every(fits))?.type ?? 'text';
}

function isDate(cell: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isTimestamp(cell: string): boolean {
  const [, date] = /^(\d{4}-\d{2}-\d{2})[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z?$/.exec(cell) ?? [];
  return date !== undefined && isDate(date);
}
