import { quoteIdentifier } from '../../core/relation.js';
import { TemplateError } from '../../jinja/error.js';
import { repr, toText } from '../../jinja/printing.js';
import type { HostObject, Value } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import { bindArguments } from '../arguments.js';

/** A column as dbt's Column holds it: its type without the size, which stands beside it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly size: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** A column as templates see it, and what it stands for. */
export interface ColumnValue extends HostObject {
  readonly column: Column;
}

const TYPE_NAME = 'PostgresColumn';

const STRINGS = ['text', 'character varying', 'character', 'varchar'];
const FLOATS = ['real', 'float4', 'float', 'double precision', 'float8'];
const INTEGERS = [
  ...['smallint', 'integer', 'bigint', 'smallserial', 'serial', 'bigserial'],
  ...['int2', 'int4', 'int8', 'serial2', 'serial4', 'serial8'],
];
const NUMERICS = ['numeric', 'decimal'];

/** A column as templates see it (dbt's `Column`). */
export function columnValue(column: Column): ColumnValue {
  const text = describe(column);
  let members: Members | undefined;
  const membersOnce = (): Members => (members ??= columnMembers(column));
  return {
    kind: 'object',
    typeName: TYPE_NAME,
    column,
    get: (name) => (Object.hasOwn(membersOnce(), name) ? membersOnce()[name]?.() : undefined),
    names: () => Object.keys(membersOnce()),
    print: () => text,
    repr: () => `<PostgresColumn ${column.name} (${dataType(column)})>`,
    equals: (other) => isColumnValue(other) && describe(other.column) === text,
  };
}

/** Whether a value is a column. */
export function isColumnValue(value: Value | undefined): value is ColumnValue {
  return typeof value === 'object' && value !== null && 'typeName' in value && value.typeName === TYPE_NAME;
}

/** The type with its size: `character varying(20)`, `numeric(10,2)`. */
export function dataType(column: Column): string {
  if (isString(column)) return stringType(column);
  return isNumeric(column) ? numericType(column.type, column.precision, column.scale) : column.type;
}

function stringType(column: Column): string {
  const bare = column.size === null && ['text', 'character varying'].includes(column.type.toLowerCase());
  return bare ? column.type : varchar(stringSize(column));
}

/** dbt's `Column.string_type(size)` */
export function varchar(size: number): string {
  return `character varying(${size})`;
}

/** dbt's `Column.numeric_type(dtype, precision, scale)` */
export function numericType(type: string, precision: number | null, scale: number | null): string {
  return precision === null || scale === null ? type : `${type}(${precision},${scale})`;
}

function stringSize(column: Column): number {
  if (!isString(column))
    throw new TemplateError('template/value', 'string_size() is for columns of a string type only.');
  return column.type.toLowerCase() === 'text' || column.size === null ? 256 : column.size;
}

function is(types: readonly string[]): (column: Column) => boolean {
  return (column) => types.includes(column.type.toLowerCase());
}

const isString = is(STRINGS);
const isFloat = is(FLOATS);
const isInteger = is(INTEGERS);
const isNumeric = is(NUMERICS);

/** Whether `wider` is the same string type with more room. */
export function canExpandTo(column: Column, wider: Column): boolean {
  return isString(column) && isString(wider) && stringSize(wider) > stringSize(column);
}

type Members = { readonly [name: string]: () => Value };

function columnMembers(column: Column): Members {
  const test = (name: string, holds: (column: Column) => boolean) => (): Value =>
    hostFunction(name, () => holds(column));
  return {
    name: () => column.name,
    column: () => column.name,
    dtype: () => column.type,
    char_size: () => column.size,
    numeric_precision: () => column.precision,
    numeric_scale: () => column.scale,
    quoted: () => quoteIdentifier(column.name),
    data_type: () => dataType(column),
    is_string: test('is_string', isString),
    is_float: test('is_float', isFloat),
    is_integer: test('is_integer', isInteger),
    is_numeric: test('is_numeric', isNumeric),
    is_number: test('is_number', (each) => isFloat(each) || isInteger(each) || isNumeric(each)),
    string_size: () => hostFunction('string_size', () => stringSize(column)),
    literal: () => hostFunction('literal', (args) => `${toText(args[0] ?? '')}::${dataType(column)}`),
    can_expand_to: () =>
      hostFunction('can_expand_to', (args, kwargs) => {
        const other = bindArguments('can_expand_to', ['other_column'], args, kwargs).get('other_column');
        return isColumnValue(other) && canExpandTo(column, other.column);
      }),
    ...sharedMembers,
  };
}

/** What `api.Column` offers as well as every column. */
export const sharedMembers: Members = {
  string_type: () => hostFunction('string_type', (args) => varchar(Number(args[0]))),
  numeric_type: () =>
    hostFunction('numeric_type', (args, kwargs) => {
      const bound = bindArguments('numeric_type', ['dtype', 'precision', 'size'], args, kwargs);
      return numericType(toText(bound.get('dtype') ?? ''), number(bound.get('precision')), number(bound.get('size')));
    }),
  translate_type: () => hostFunction('translate_type', (args) => translateType(toText(args[0] ?? ''))),
};

/** A number among arguments; none for everything else. */
export function number(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** dbt's names for types of any database, as PostgreSQL calls them: `string` is the only one of another name. */
export function translateType(type: string): string {
  return type.toUpperCase() === 'STRING' ? 'TEXT' : type;
}

/** Reads `numeric(10,2)`: dbt's `Column.from_description`. */
export function columnFromDescription(name: string, description: string): Column {
  const found = /^([^(]+)(?:\(([^)]+)\))?/.exec(description);
  const [, type = description, sizes = ''] = found ?? [];
  const numbers = sizes.split(',').flatMap((each) => (/^\s*\d+\s*$/.test(each) ? [Number(each)] : []));
  const [first = null, second = null] = numbers;
  if (numbers.length === 1) return { name, type, size: first, precision: null, scale: null };
  return { name, type, size: null, precision: first, scale: second };
}

function describe({ name, type, size, precision, scale }: Column): string {
  const parts: readonly (readonly [string, Value])[] = [
    ['column', name],
    ['dtype', type],
    ['char_size', size],
    ['numeric_precision', precision],
    ['numeric_scale', scale],
  ];
  return `${TYPE_NAME}(${parts.map(([key, value]) => `${key}=${repr(value)}`).join(', ')})`;
}
