import { expect, it } from 'vitest';
import { renderCsv, renderJsonRows, renderTable } from '../../../src/report/table.js';

const result = {
  columns: ['name', 'total', 'n'],
  columnTypes: [25, 1700, 23],
  rows: [
    { name: 'a, "b"', total: '1287265.2800', n: 3 },
    { name: null, total: 'NaN', n: null },
    { name: '', total: null, n: 0 },
  ],
};

it('prints a table with numbers to the right', () => {
  expect(renderTable(result)).toBe(
    [
      'name   | total        | n',
      '-------+--------------+--',
      'a, "b" | 1287265.2800 | 3',
      '       |          NaN |',
      '       |              | 0',
    ].join('\n'),
  );
});

it('prints JSON with all digits of a numeric as a numeral', () => {
  const text = renderJsonRows(result);
  expect(text).toContain('"total": 1287265.2800');
  expect(JSON.parse(text)).toEqual([
    { name: 'a, "b"', total: 1287265.28, n: 3 },
    { name: null, total: 'NaN', n: null },
    { name: '', total: null, n: 0 },
  ]);
});

it('prints CSV in which NULL and an empty text differ', () => {
  expect(renderCsv(result)).toBe('name,total,n\n"a, ""b""",1287265.2800,3\n,NaN,\n"",,0');
});
