import { quoteLiteral } from '../core/relation.js';
import type { ColumnType } from './column-type.js';
import type { ContractColumn } from './contract.js';
import type { Reason } from './reason.js';

/**
 * SQL for the reason why a landed cell cannot go into its column, NULL where it can. `value` is an SQL expression of
 * type text. The checks never raise, whatever the text, and run alike on PostgreSQL 15 to 18 (pg_input_is_valid came
 * with 16); what they let through can be cast. They are stricter than the casts: one spelling for each type.
 */
export function reasonSql(column: ContractColumn, value: string): string {
  const branches = [
    ...(column.required ? [branch(isBlank(value), 'missing_value')] : []),
    ...typeBranches(column.type, value),
  ];
  return branches.length === 0 ? 'null' : `case ${branches.join(' ')} end`;
}

/** Whether `reasonSql` can give anything for the column. */
export function hasCheck(column: ContractColumn): boolean {
  return column.required || column.type !== 'text';
}

function branch(condition: string, reason: Reason): string {
  return `when ${condition} then ${quoteLiteral(reason)}`;
}

function typeBranches(type: ColumnType, value: string): readonly string[] {
  switch (type) {
    case 'text':
      return [];
    case 'date':
      return [branch(isNoDate(value), 'not_a_date')];
    case 'numeric':
      return [branch(isNoNumber(value), 'not_a_number')];
    case 'integer':
      return [branch(isNoInteger(value, { digits: 10, least: '-2147483648', most: '2147483647' }), 'not_an_integer')];
    case 'bigint': {
      const range = { digits: 19, least: '-9223372036854775808', most: '9223372036854775807' };
      return [branch(isNoInteger(value, range), 'not_an_integer')];
    }
  }
}

function isBlank(value: string): string {
  return `coalesce(btrim(${value}, E' \\t\\r\\n'), '') = ''`;
}

/**
 * A real day of the years 0001 to 9999, written YYYY-MM-DD (ISO 8601, calendar of PostgreSQL's date). The two lookups
 * are there for speed alone: they find nearly every date of a real file, five times faster than the expression does.
 */
function isNoDate(value: string): string {
  const common = `left(${value}, 5) = any (${commonYears}) and substr(${value}, 6) = any (${commonDays})`;
  return `not (${common}) and ${value} !~ ${quoteLiteral(realDay)}`;
}

const commonYears = textArray(Array.from({ length: 130 }, (_, index) => `${1970 + index}-`));

const commonDays = textArray(
  [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((days, month) =>
    Array.from({ length: days }, (_, day) => `${twoDigits(month + 1)}-${twoDigits(day + 1)}`),
  ),
);

/** One constant: an ARRAY[...] of as many texts takes longer to parse than a small file to load. */
function textArray(values: readonly string[]): string {
  return `'{${values.join(',')}}'::text[]`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

const year = '(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})';
const dayOfAnyYear =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
/** Divisible by 4 but not by 100, or by 400; there is no year 0000. */
const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)';
const realDay = `^(?:${year}-${dayOfAnyYear}|${leapYear}-02-29)$`;

/**
 * Digits with at most one point, a sign, an exponent of up to three digits; short enough for any numeric. The first
 * pattern is there for speed alone.
 */
function isNoNumber(value: string): string {
  const common = `(${value} ~ '^[0-9]+\\.?[0-9]*$' and length(${value}) < 100)`;
  const any = `${value} !~ '^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$'`;
  return `not ${common} and (${any} or length(${value}) > 1000)`;
}

function isNoInteger(value: string, range: { digits: number; least: string; most: string }): string {
  const short = `ltrim(${value}, '0123456789') = '' and length(${value}) between 1 and ${range.digits - 1}`;
  const shape = `'^[+-]?0*[0-9]{1,${range.digits}}$'`;
  return `case when ${short} then false when ${value} !~ ${shape} or length(${value}) > 1000 then true \
else ${value}::numeric not between ${range.least} and ${range.most} end`;
}
