import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LoadReport } from '../../../src/core/load-report.js';
import { column, contract } from '../../unit/ingest/support.js';
import type { Row, Warehouse } from './support.js';
import { openWarehouse, orders, ordersHeader, ordersTables } from './support.js';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse();
  await warehouse.ask(ordersTables);
});

beforeEach(() => warehouse.ask('truncate raw.orders, ops.quarantine, ops.loads restart identity'));

afterAll(() => warehouse.close());

async function load(body: string | Buffer, use = orders): Promise<LoadReport> {
  const path = warehouse.write('orders.csv', Buffer.concat([Buffer.from(`${ordersHeader}\n`), Buffer.from(body)]));
  const { value, diagnostics } = await warehouse.ingest([path], [use]);
  expect(diagnostics).toEqual([]);
  expect(value).toHaveLength(1);
  return value[0]!;
}

function quarantine(): Promise<Row[]> {
  return warehouse.ask(`select line_no::int as line, stage, reasons, columns, detail, convert_from(raw, 'UTF8') as raw
    from ops.quarantine order by line_no`);
}

describe('accepted rows', () => {
  test('come typed, with every sign that CSV and COPY give a meaning to', async () => {
    const report = await load(
      [
        '1,2026-01-31,12.50,9007199254740993,plain',
        '2,2024-02-29,-1e3,,"a ""b"", c\r\nd"',
        '+3,0001-01-01,.5,-5,\\N',
        '04,9999-12-31,,,\\.',
        '5,2026-01-01,007.10,0,tab\there \\',
      ].join('\n'),
    );
    expect(report).toMatchObject({ rowsSeen: 5, accepted: 5, quarantined: 0 });
    expect(
      await warehouse.ask(
        'select _line_no::int as line, id, day::text, price, views, note from raw.orders order by _line_no',
      ),
    ).toEqual([
      { line: 2, id: 1, day: '2026-01-31', price: '12.50', views: '9007199254740993', note: 'plain' },
      { line: 3, id: 2, day: '2024-02-29', price: '-1000', views: null, note: 'a "b", c\r\nd' },
      { line: 5, id: 3, day: '0001-01-01', price: '0.5', views: '-5', note: '\\N' },
      { line: 6, id: 4, day: '9999-12-31', price: null, views: null, note: '\\.' },
      { line: 7, id: 5, day: '2026-01-01', price: '7.10', views: '0', note: 'tab\there \\' },
    ]);
  });

  test('may have their columns in any order', async () => {
    const path = warehouse.write(
      'other.csv',
      'Note,Views,Id,Price,Day\nx,1,2,3,2026-01-31\n"y, z",1,bad,3,2026-01-31\n',
    );
    const { value } = await warehouse.ingest([path], [orders]);
    expect(value).toMatchObject([{ accepted: 1, quarantined: 1 }]);
    expect(await warehouse.ask('select id, note, price, views from raw.orders')).toEqual([
      { id: 2, note: 'x', price: '3', views: '1' },
    ]);
    expect(await quarantine()).toMatchObject([{ raw: '"y, z",1,bad,3,2026-01-31', columns: ['id'] }]);
  });
});

describe('quarantine', () => {
  test('has every reason of a row, the columns, a sentence, and the bytes of the file', async () => {
    const bodies = [
      'x,2026-02-30,"1,5",1.5,"a ""quoted"" note"',
      ',,,,',
      ' ,2026-01-31,,,',
      '1,2026-01-31,1',
      '2,"2026-01-31,1,1,open',
      '3,2026-01-31,1,1,fine',
      '3,2026-01-31,1,1,fine',
      '9,not a day,1,1,twice and wrong',
      '9,not a day,1,1,twice and wrong',
    ];
    const report = await load(bodies.join('\n'));
    expect(report).toMatchObject({ rowsSeen: 9, accepted: 1, quarantined: 8, pending: 0 });
    expect(report.reasons).toEqual({
      broken_quote: 1,
      duplicate_row: 2,
      missing_value: 2,
      not_a_date: 3,
      not_a_number: 1,
      not_an_integer: 1,
      wrong_field_count: 1,
    });
    expect(await quarantine()).toEqual([
      {
        line: 2,
        stage: 'check',
        reasons: ['not_a_date', 'not_a_number', 'not_an_integer'],
        columns: ['id', 'day', 'price', 'views'],
        detail:
          'id: not_an_integer ("x"); day: not_a_date ("2026-02-30"); price: not_a_number ("1,5"); views: not_an_integer ("1.5")',
        raw: bodies[0],
      },
      {
        line: 3,
        stage: 'check',
        reasons: ['missing_value'],
        columns: ['id', 'day'],
        detail: 'id: missing_value; day: missing_value',
        raw: bodies[1],
      },
      {
        line: 4,
        stage: 'check',
        reasons: ['missing_value'],
        columns: ['id'],
        detail: 'id: missing_value (" ")',
        raw: bodies[2],
      },
      {
        line: 5,
        stage: 'read',
        reasons: ['wrong_field_count'],
        columns: [],
        detail: 'it has 3 fields, the header has 5',
        raw: bodies[3],
      },
      {
        line: 6,
        stage: 'read',
        reasons: ['broken_quote'],
        columns: [],
        detail: 'the quote that opens field 2 is never closed',
        raw: bodies[4],
      },
      {
        line: 8,
        stage: 'check',
        reasons: ['duplicate_row'],
        columns: [],
        detail: 'duplicate_row (first on line 7)',
        raw: bodies[6],
      },
      {
        line: 9,
        stage: 'check',
        reasons: ['not_a_date'],
        columns: ['day'],
        detail: 'day: not_a_date ("not a day")',
        raw: bodies[7],
      },
      {
        line: 10,
        stage: 'check',
        reasons: ['duplicate_row', 'not_a_date'],
        columns: ['day'],
        detail: 'duplicate_row (first on line 9); day: not_a_date ("not a day")',
        raw: bodies[8],
      },
    ]);
    const books = await warehouse.ask(
      'select rows_seen::int, rows_accepted::int, rows_quarantined::int, rows_pending::int, reasons, header, bytes::int, loaded_at from ops.loads',
    );
    expect(books).toEqual([
      {
        rows_seen: 9,
        rows_accepted: 1,
        rows_quarantined: 8,
        rows_pending: 0,
        reasons: report.reasons,
        header: ordersHeader.split(','),
        bytes: report.bytes,
        loaded_at: new Date('2026-01-31T12:00:00Z'),
      },
    ]);
  });

  test('keeps bytes that are no text, at their offsets', async () => {
    const body = Buffer.from('1,2026-01-31,1,1,caf\xe9\r\n2,2026-01-31,1,1,a\0b\r\n3,2026-01-31,1,1,ok\r\n', 'latin1');
    const report = await load(body);
    expect(report.reasons).toEqual({ not_utf8: 1, nul_byte: 1 });
    const file = readFileSync(`${warehouse.folder}/orders.csv`);
    for (const row of await warehouse.ask('select byte_offset::int as at, raw from ops.quarantine')) {
      const raw = row['raw'] as Buffer;
      expect(file.subarray(Number(row['at']), Number(row['at']) + raw.length)).toEqual(raw);
      expect(raw.toString('latin1')).toMatch(/^[12],2026-01-31,1,1,(caf\xe9|a\0b)$/);
    }
  });

  test('is where a second copy goes, not a row of the same values written otherwise', async () => {
    const report = await load(
      '1,2026-01-31,1,1,"x"\n1,2026-01-31,1,1,x\n1,2026-01-31,1.0,1,x\n1,2026-01-31,1,1,"x"\n1,2026-01-31,1,1,"x"',
    );
    expect(report).toMatchObject({ accepted: 3, reasons: { duplicate_row: 2 } });
    expect((await quarantine()).map((row) => row['line'])).toEqual([5, 6]);
  });

  test('is not where a record goes whose hash alone is that of another', async () => {
    await warehouse.ask(`create unlogged table raw.words_landing (_line_no bigint, _byte_offset bigint, _hash int, _quoted text, _reasons text[], _detail text, _raw bytea, word text);
      create table raw.words (_file_id bigint, _line_no bigint, _txid xid8 default pg_current_xact_id(), word text)`);
    const words = contract([column('word')], {
      target: { schema: 'raw', identifier: 'words' },
      landing: { schema: 'raw', identifier: 'words_landing' },
      duplicates: 'quarantine',
    });
    // Two pairs of words that are known to have one FNV-1a hash each.
    const path = warehouse.write('words.csv', 'word\ncostarring\nliquid\ndeclinate\nmacallums\nliquid\n');
    const { value } = await warehouse.ingest([path], [words]);
    expect(value).toMatchObject([{ accepted: 4, quarantined: 1, reasons: { duplicate_row: 1 } }]);
  });

  test('takes no copies where the contract keeps them', async () => {
    const report = await load('1,2026-01-31,1,1,x\n1,2026-01-31,1,1,x\n', { ...orders, duplicates: 'keep' });
    expect(report).toMatchObject({ accepted: 2, quarantined: 0 });
  });

  test('is not asked where there is nothing to check', async () => {
    const free = contract(
      orders.columns.map((each) => ({ ...each, type: 'text' as const, required: false })),
      {
        target: { schema: 'raw', identifier: 'orders_text' },
      },
    );
    await warehouse.ask(
      'create table raw.orders_text (_file_id bigint, _line_no bigint, _txid xid8 default pg_current_xact_id(), id text, day text, price text, views text, note text)',
    );
    expect(await load('x,y,z,,\nshort\n', free)).toMatchObject({ accepted: 1, reasons: { wrong_field_count: 1 } });
  });
});

test('names of columns and values can be anything and never become SQL', async () => {
  const odd = `we"ird'); drop table ops.loads; --`;
  const quoted = `"${odd.replaceAll('"', '""')}"`;
  await warehouse.ask(`create unlogged table raw.odd_landing (_line_no bigint, _byte_offset bigint, _hash int, _quoted text, _reasons text[], _detail text, _raw bytea, ${quoted} text);
    create table raw.odd (_file_id bigint, _line_no bigint, _txid xid8, ${quoted} integer)`);
  const columns = [{ name: odd, header: odd, type: 'integer' as const, required: true }];
  const own = contract(columns, {
    target: { schema: 'raw', identifier: 'odd' },
    landing: { schema: 'raw', identifier: 'odd_landing' },
  });
  const path = warehouse.write('odd.csv', `${quoted}\n1\n'; drop table raw.odd; --\n`);
  const { value, diagnostics } = await warehouse.ingest([path], [own]);
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject([{ accepted: 1, quarantined: 1 }]);
  expect(await warehouse.ask(`select ${quoted} as value from raw.odd`)).toEqual([{ value: 1 }]);
  expect(await warehouse.ask('select columns from ops.quarantine')).toEqual([{ columns: [odd] }]);
});
