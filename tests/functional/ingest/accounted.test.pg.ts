import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Warehouse } from './support.js';
import { openWarehouse, orders, ordersHeader, ordersTables } from './support.js';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse();
  await warehouse.ask(ordersTables);
});

afterAll(() => warehouse.close());

const note = fc.constantFrom(
  '',
  'plain',
  '"quoted"',
  '"a, b"',
  '"two\nlines"',
  '"two\r\nlines"',
  '"say ""hi"""',
  'back\\slash',
  '\\N',
  '\\.',
  'é日😀',
);
const day = fc.constantFrom('2026-01-31', '2024-02-29', '2026-02-30', '', 'soon', '"2026-01-31"');
const line = fc
  .tuple(
    fc.constantFrom('1', '2', '3', '', 'x'),
    day,
    fc.constantFrom('', '1.50', '1,5', '-2e3'),
    fc.constantFrom('', '7', '1.5'),
    note,
  )
  .map((cells) => cells.join(','));
const hit = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('insert', 'delete', 'replace'),
  byte: fc.constantFrom(...Buffer.from('",\n\\a\0\xe9', 'latin1')),
});

/** A small file, whole or damaged; the number keeps each from being the repetition of another. */
let turn = 0;
const bodies = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    eol: fc.constantFrom('\n', '\r\n'),
    hits: fc.array(hit, { maxLength: 3 }),
  })
  .map(({ lines, eol, hits }) => hits.reduce(damage, Buffer.from(lines.join(eol) + eol)));

function damage(text: Buffer, { place, kind, byte }: { place: number; kind: string; byte: number }): Buffer {
  const at = place % (text.length + 1);
  const middle = Buffer.from(kind === 'delete' ? [] : [byte]);
  return Buffer.concat([text.subarray(0, at), middle, text.subarray(at + (kind === 'insert' ? 0 : 1))]);
}

/** Files that end in the middle of CR LF: after a row, after quarantined bytes, after an empty line, in an open quote. */
const cutThrough = [
  '1,2026-01-31,1.50,7,plain\r',
  '1,2026-01-31,1.50,7,plain\r\nx,soon,1.50,7,plain\r',
  '1,2026-01-31,1.50,7,"quoted"\r',
  '1,2026-01-31,1.50,7,plain\r\n\r',
  '1,2026-01-31,1.50,7,"two\r',
  '1,2026-01-31,1.50,7\r',
];

interface Quarantined {
  readonly at: number;
  readonly raw: Buffer;
}

/**
 * The file without its quarantined records, read by another library. A lone CR that ends the file is what is left of a
 * line end that was cut through, for ingest; for the library it would be text.
 */
function restOf(file: Buffer, quarantined: readonly Quarantined[]): unknown[][] {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, raw } of quarantined) {
    expect(file.subarray(at, at + raw.length)).toEqual(raw);
    parts.push(file.subarray(from, at));
    from = at + raw.length;
  }
  const end = file.at(-1) === 0x0d ? file.length - 1 : file.length;
  const rest = Buffer.concat([...parts, file.subarray(from, end)]);
  return parse(rest, { record_delimiter: ['\r\n', '\n'], skip_empty_lines: true, from: 2 });
}

test('accepted rows and quarantined bytes make up the file, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      turn += 1;
      const file = Buffer.concat([Buffer.from(`${ordersHeader}\n999,2026-01-01,,,file ${turn}\n`), body]);
      const { value, diagnostics } = await warehouse.ingest([warehouse.write('a.csv', file)], [orders]);
      expect(diagnostics).toEqual([]);
      const report = value[0]!;
      expect(report.rowsSeen).toBe(report.accepted + report.quarantined);
      const quarantined = await warehouse.ask(
        'select byte_offset::int as at, raw from ops.quarantine where file_id = (select max(file_id) from ops.loads) order by byte_offset',
      );
      const accepted = await warehouse.ask(`select id::text, day::text, price::text, views::text, note from raw.orders
        where _file_id = (select max(file_id) from ops.loads) order by _line_no`);
      expect([accepted.length, quarantined.length]).toEqual([report.accepted, report.quarantined]);
      const rest = restOf(file, quarantined as unknown as Quarantined[]);
      const cells = ([id, date, price, views, text]: unknown[]): unknown[] => [
        Number(id),
        date,
        price === '' ? null : Number(price),
        views === '' ? null : views,
        text === '' ? null : text,
      ];
      expect(
        accepted.map((row) => [
          Number(row['id']),
          row['day'],
          row['price'] === null ? null : Number(row['price']),
          row['views'],
          row['note'],
        ]),
      ).toEqual(rest.map(cells));
    }),
    { numRuns: 60, examples: cutThrough.map((text): [Buffer] => [Buffer.from(text)]) },
  );
});
