import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnType } from '../../../src/ingest/column-type.js';
import { reasonSql } from '../../../src/ingest/value-checks.js';
import { column } from '../../unit/ingest/support.js';
import type { Row, Warehouse } from './support.js';
import { openWarehouse } from './support.js';

let warehouse: Warehouse;

/** PostgreSQL's own verdict on every version: does the cast raise? */
const casts = `create function pg_temp.casts(value text, type text) returns boolean language plpgsql as $$
  begin execute format('select %L::%s', value, type); return true; exception when others then return false; end $$`;

beforeAll(async () => {
  warehouse = await openWarehouse();
  await warehouse.ask(casts);
});

afterAll(() => warehouse.close());

/** Both verdicts on each value. */
function judge(type: ColumnType, values: readonly string[]): Promise<Row[]> {
  const reason = reasonSql(column('value', { type }), 'value');
  return warehouse.ask(
    `select value, (${reason}) is null as ours, pg_temp.casts(value, '${type}') as theirs from unnest($1::text[]) as given (value)`,
    [values],
  );
}

async function accepted(type: ColumnType, values: readonly string[]): Promise<unknown[]> {
  return (await judge(type, values)).filter((row) => row['ours'] === true).map((row) => row['value']);
}

describe('dates', () => {
  test('written YYYY-MM-DD are judged as PostgreSQL judges them: every month and day of telling years', async () => {
    const years = [
      0, 1, 4, 99, 100, 400, 999, 1582, 1600, 1700, 1900, 1969, 1970, 2000, 2023, 2024, 2025, 2099, 2100, 2400, 9996,
      9999,
    ];
    const two = (value: number): string => String(value).padStart(2, '0');
    const values = years.flatMap((year) =>
      Array.from({ length: 14 }, (_, month) =>
        Array.from({ length: 33 }, (__, day) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`),
      ).flat(),
    );
    const rows = await judge('date', values);
    expect(rows).toHaveLength(22 * 14 * 33);
    expect(rows.filter((row) => row['ours'] !== row['theirs'])).toEqual([]);
    expect(rows.filter((row) => row['ours'] === true)).toHaveLength(21 * 365 + 7);
  });

  test('of every leap and common year come and go as the calendar has it', async () => {
    const values = Array.from({ length: 9999 }, (_, index) => `${String(index + 1).padStart(4, '0')}-02-29`);
    const rows = await judge('date', values);
    expect(rows.filter((row) => row['ours'] !== row['theirs'])).toEqual([]);
    expect(rows.filter((row) => row['ours'] === true)).toHaveLength(2424);
  });

  test.each([
    '2025-02-30',
    '0000-00-00',
    '0000-01-01',
    '2026-1-5',
    '31/01/2026',
    '01/02/2026',
    'infinity',
    'now',
    'J2451187',
    '2026-01-31 ',
    ' 2026-01-31',
    '2026-01-31T00:00:00',
    '20260131',
    '2026-01-31 BC',
    '10000-01-01',
    '-2026-01-31',
    '２０２６-01-31',
    '2026-01-31\n',
    'NULL',
    '-',
  ])('%j is none', async (value) => {
    expect(await accepted('date', [value])).toEqual([]);
  });
});

describe('numbers', () => {
  test.each<[ColumnType, readonly string[]]>([
    [
      'numeric',
      ['0', '-0', '+1', '1886.6147999999998', '.5', '5.', '-1e5', '1E-10', '1e+999', '00012.50', '9'.repeat(1000)],
    ],
    ['integer', ['0', '+1', '-0001', '2147483647', '-2147483648', '00000000000000000002147483647']],
    ['bigint', ['9223372036854775807', '-9223372036854775808', '+9223372036854775807', '2147483648']],
  ])('%s: these are some', async (type, values) => {
    const rows = await judge(type, values);
    expect(rows.filter((row) => row['ours'] !== true || row['theirs'] !== true)).toEqual([]);
  });

  test.each<[ColumnType, readonly string[]]>([
    [
      'numeric',
      [
        '',
        '.',
        '+',
        '-',
        'e5',
        '1e',
        '1e5.5',
        '1,234.56',
        '1.234,56',
        '$5',
        '5-',
        '1 000',
        ' 1',
        '1 ',
        'NaN',
        'Infinity',
        '-inf',
        '0x1F',
        '1_000',
        '1e1000',
        '1.2.3',
        '--1',
        '٣',
        '9'.repeat(1001),
        '1\n',
      ],
    ],
    [
      'integer',
      [
        '',
        '+',
        '1.0',
        '1e3',
        '2147483648',
        '-2147483649',
        '99999999999',
        '0x1F',
        '1_0',
        ' 1',
        '1 ',
        '٣',
        '1\n',
        '0'.repeat(2000),
      ],
    ],
    ['bigint', ['9223372036854775808', '-9223372036854775809', '99999999999999999999', '1.5']],
  ])('%s: these are none', async (type, values) => {
    expect(await accepted(type, values)).toEqual([]);
  });
});

describe('properties', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 22 });
  const noise = fc.string({ unit: fc.constantFrom(...'0123456789+-.eE _,xNa\n'), maxLength: 12 });
  const dates = fc
    .tuple(fc.nat(9999), fc.nat(14), fc.nat(33), fc.constantFrom('-', '/', '.'))
    .map(([year, month, day, between]) =>
      [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(between),
    );
  const numbers = fc
    .tuple(
      fc.constantFrom('', '-', '+', '--'),
      digits,
      fc.constantFrom('', '.', '.5', '.05.'),
      fc.constantFrom('', 'e3', 'E-4', 'e'),
    )
    .map((parts) => parts.join(''));

  test.each<[ColumnType, fc.Arbitrary<string>, RegExp]>([
    ['date', dates, /^\d{4}-\d\d-\d\d$/],
    ['numeric', numbers, /^[+-]?\d+(\.\d*)?([eE][+-]?\d{1,3})?$/],
    ['integer', fc.oneof(numbers, digits), /^[+-]?\d+$/],
    ['bigint', fc.oneof(numbers, digits), /^[+-]?\d+$/],
  ])(
    '%s: what is let through can be cast, and of the accepted spelling all that PostgreSQL takes',
    async (type, likely, spelling) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 4, arbitrary: likely }, noise), { minLength: 50, maxLength: 100 }),
          async (values) => {
            const rows = await judge(type, values);
            expect(rows.filter((row) => row['ours'] === true && row['theirs'] !== true)).toEqual([]);
            expect(
              rows.filter(
                (row) => row['theirs'] === true && row['ours'] !== true && spelling.test(String(row['value'])),
              ),
            ).toEqual([]);
          },
        ),
        { numRuns: 20 },
      );
    },
  );
});

test('a required cell must not be blank, and a blank one is missing rather than wrong', async () => {
  const reason = reasonSql(column('value', { type: 'integer', required: true }), 'value');
  const rows = await warehouse.ask(
    `select value, ${reason} as reason from unnest(array[null, '', ' ', E'\\t\\r\\n', 'x', '1']) as given (value)`,
  );
  expect(rows.map((row) => row['reason'])).toEqual([
    'missing_value',
    'missing_value',
    'missing_value',
    'missing_value',
    'not_an_integer',
    null,
  ]);
});
