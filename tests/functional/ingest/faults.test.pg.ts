import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.js';
import type { SourceContract } from '../../../src/ingest/contract.js';
import { isFailedLoad } from '../../../src/ingest/ingest-files.js';
import type { IngestProgress } from '../../../src/ingest/progress.js';
import type { Warehouse } from './support.js';
import { openWarehouse, orders, ordersHeader, ordersTables } from './support.js';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse();
  await warehouse.ask(ordersTables);
});

beforeEach(() => warehouse.ask('truncate raw.orders, raw.orders_landing, ops.quarantine, ops.loads restart identity'));

afterAll(() => warehouse.close());

const row = (id: number, day = '2026-01-31'): string => `${id},${day},1.5,2,note ${id}\n`;

function rows(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => row(from + index)).join('');
}

function file(name: string, body: string): string {
  return warehouse.write(name, `${ordersHeader}\n${body}`);
}

async function expectNothingThere(): Promise<void> {
  const counts = await warehouse.ask(`select (select count(*) from raw.orders)::int as orders,
    (select count(*) from raw.orders_landing)::int as landing, (select count(*) from ops.quarantine)::int as quarantine,
    (select count(*) from ops.loads)::int as loads`);
  expect(counts).toEqual([{ orders: 0, landing: 0, quarantine: 0, loads: 0 }]);
}

/** The only diagnostic of a run that loaded nothing and changed nothing. */
async function refusal(paths: readonly string[], contracts = [orders]): Promise<Diagnostic> {
  const { value, diagnostics } = await warehouse.ingest(paths, contracts);
  expect(value).toEqual([]);
  expect(diagnostics).toHaveLength(1);
  await expectNothingThere();
  return diagnostics[0]!;
}

describe('files that cannot be loaded', () => {
  test.each<[string, string | Buffer, string, RegExp]>([
    ['empty.csv', '', 'ingest/empty-file', /empty\.csv is empty/],
    ['header.csv', `${ordersHeader}\n`, 'ingest/no-rows', /has a header and no rows/],
    ['blank.csv', `${ordersHeader}\r\n\r\n\n`, 'ingest/no-rows', /has a header and no rows/],
    ['lacks.csv', 'Id,Day,Price,Note\n1,2026-01-31,1,x\n', 'ingest/header-mismatch', /it lacks column Views\./],
    [
      'more.csv',
      `${ordersHeader},Colour,Size\n`,
      'ingest/header-mismatch',
      /it has the unknown columns Colour, Size\./,
    ],
    ['image.csv', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'ingest/binary-file', /PNG/],
    ['packed.csv', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), 'ingest/binary-file', /gzip/],
    ['zeros.csv', Buffer.alloc(5000), 'ingest/binary-file', /NUL/],
    ['page.csv', '<!DOCTYPE html>\n<html></html>\n', 'ingest/header-mismatch', /lacks columns Id/],
  ])('%s', async (name, content, code, message) => {
    const found = await refusal([warehouse.write(name, content)]);
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
    expect(found.message).toContain(name);
    expect(isFailedLoad([found])).toBe(false);
  });

  test('a missing file, and a folder without CSV files', async () => {
    mkdirSync(join(warehouse.folder, 'none'), { recursive: true });
    expect((await refusal([join(warehouse.folder, 'missing.csv')])).code).toBe('ingest/no-such-file');
    expect((await refusal([join(warehouse.folder, 'none')])).code).toBe('ingest/no-csv-files');
  });

  test('a large file of empty lines only', async () => {
    const path = warehouse.write('lines.csv', `${ordersHeader}\n${'\n'.repeat(2_000_000)}`);
    expect((await refusal([path])).code).toBe('ingest/no-rows');
  });

  test('one bad file among good ones keeps all out, and every bad one is named', async () => {
    const good = file('good.csv', row(1));
    const { value, diagnostics } = await warehouse.ingest(
      [good, warehouse.write('a.csv', ''), join(warehouse.folder, 'b.csv'), good],
      [orders],
    );
    expect(value).toEqual([]);
    expect(diagnostics.map((each) => each.code)).toEqual(['ingest/no-such-file', 'ingest/empty-file']);
    await expectNothingThere();
  });

  test('a record beyond the limit', async () => {
    const found = await refusal([file('huge.csv', `${row(1)}2,2026-01-31,1,1,"${'x'.repeat(17 << 20)}"\n`)]);
    expect(found).toMatchObject({ code: 'ingest/record-too-long' });
    expect(found.message).toContain('huge.csv, line 3');
  });
});

describe('folders', () => {
  test('are loaded file by file in the order of names', async () => {
    const days = join(warehouse.folder, 'days');
    mkdirSync(days, { recursive: true });
    for (const day of [3, 1, 2]) writeFileSync(join(days, `2026-01-0${day}.csv`), `${ordersHeader}\n${row(day)}`);
    const { value } = await warehouse.ingest([days], [orders]);
    expect(value.map(({ file: name, accepted }) => [name.slice(-14), accepted])).toEqual([
      ['2026-01-01.csv', 1],
      ['2026-01-02.csv', 1],
      ['2026-01-03.csv', 1],
    ]);
    expect(await warehouse.ask('select id from raw.orders order by _file_id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });
});

describe('a database that is not ready', () => {
  test('without the tables', async () => {
    const elsewhere: SourceContract = { ...orders, target: { schema: 'raw', identifier: 'nowhere' } };
    const found = await refusal([file('a.csv', row(1))], [elsewhere]);
    expect(found).toMatchObject({
      code: 'ingest/no-table',
      message: 'The database has no table raw.nowhere.',
      hint: 'Apply the migrations first: jiggy migrate',
    });
  });

  test('with a column too few', async () => {
    const columns = orders.columns.map((each) => (each.name === 'note' ? { ...each, name: 'remark' } : each));
    const { diagnostics } = await warehouse.ingest([file('a.csv', row(1))], [{ ...orders, columns }]);
    expect(diagnostics.map((each) => each.message)).toEqual([
      'Table raw.orders_landing lacks remark, which source shop.orders needs.',
      'Table raw.orders lacks remark, which source shop.orders needs.',
    ]);
    await expectNothingThere();
  });
});

describe('the budget', () => {
  const limited: SourceContract = { ...orders, budget: { kind: 'share', percent: 20, written: '20%' } };
  const bad = (count: number): string =>
    Array.from({ length: count }, (_, index) => row(100 + index, '2026-02-30')).join('');

  test('is kept by exactly as many as it allows', async () => {
    const { value, diagnostics } = await warehouse.ingest([file('a.csv', rows(0, 8) + bad(2))], [limited]);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([{ accepted: 8, quarantined: 2 }]);
  });

  test('broken: nothing is left, and the message says how many, why and where', async () => {
    const found = await refusal([file('a.csv', rows(0, 7) + bad(3))], [limited]);
    expect(found).toMatchObject({
      code: 'ingest/over-budget',
      at: { file: 'models/_sources.yml', line: 4 },
      also: [{ note: 'line 9: day: not_a_date ("2026-02-30")' }, { note: /line 10/ }, { note: /line 11/ }].map(
        (each) => ({
          note: each.note instanceof RegExp ? (expect.stringMatching(each.note) as string) : each.note,
        }),
      ),
    });
    expect(found.message).toContain(
      '3 of 10 rows would go into quarantine (not_a_date 3), more than the budget of source shop.orders, 20%.',
    );
    expect(isFailedLoad([found])).toBe(true);
  });

  test('in a number of rows', async () => {
    const few: SourceContract = { ...orders, budget: { kind: 'rows', rows: 1, written: '1' } };
    expect((await refusal([file('a.csv', rows(0, 50) + bad(2))], [few])).code).toBe('ingest/over-budget');
  });

  test('broken by the second of three files: the first stays, the third is not tried', async () => {
    const paths = [file('a.csv', row(1)), file('b.csv', bad(1)), file('c.csv', row(3))];
    const { value, diagnostics } = await warehouse.ingest(paths, [limited]);
    expect(value).toMatchObject([{ file: paths[0], accepted: 1 }]);
    expect(diagnostics[0]?.also?.at(-1)).toEqual({ note: '1 further file was not tried' });
    expect(await warehouse.ask('select id from raw.orders')).toEqual([{ id: 1 }]);
  });
});

describe('what happens during a load', () => {
  /** Does something once, when the load comes to a stage. */
  function at(
    stage: 'hash' | 'copy' | 'checking',
    act: () => unknown,
  ): { onProgress: (progress: IngestProgress) => void; done: () => Promise<unknown> } {
    let doing: Promise<unknown> | undefined;
    return {
      onProgress: (progress) => {
        const now = progress.kind === 'reading' ? progress.pass : progress.kind;
        if (now === stage) doing ??= Promise.resolve(act());
      },
      done: () => doing ?? Promise.reject(new Error(`never came to ${stage}`)),
    };
  }

  test('a file that grows between hashing and loading is refused', async () => {
    const path = file('a.csv', rows(0, 10));
    const grow = at('copy', () => {
      appendFileSync(path, row(11));
    });
    const { value, diagnostics } = await warehouse.ingest([path], [orders], grow.onProgress);
    await grow.done();
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'ingest/file-changed' }]);
    await expectNothingThere();
    expect((await warehouse.ingest([path], [orders])).value).toMatchObject([{ accepted: 11 }]);
  });

  test('a backend that is killed leaves nothing, and the next load succeeds', async () => {
    const path = file('a.csv', rows(0, 20_000));
    const kill = at('checking', () =>
      warehouse.ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jiggy ingest' and datname = current_database()",
      ),
    );
    const { value, diagnostics } = await warehouse.ingest([path], [orders], kill.onProgress);
    await kill.done();
    expect(value).toEqual([]);
    expect(diagnostics[0]?.code).toMatch(/^sql\/(57P01|08006)$/);
    expect(diagnostics[0]?.also).toEqual([{ note: `while loading ${path}; nothing of it was loaded` }]);
    await expectNothingThere();
    expect((await warehouse.ingest([path], [orders])).value).toMatchObject([
      { accepted: 20_000, alreadyLoaded: false },
    ]);
  });

  test('a row that the table itself refuses takes the whole file back', async () => {
    await warehouse.ask('alter table raw.orders add constraint no_seven check (id <> 7)');
    try {
      const found = await refusal([file('a.csv', rows(0, 10))]);
      expect(found.code).toBe('sql/23514');
      expect(isFailedLoad([found])).toBe(true);
    } finally {
      await warehouse.ask('alter table raw.orders drop constraint no_seven');
    }
  });

  test('rows left in the landing table by somebody else are not taken for the file', async () => {
    await warehouse.ask("insert into raw.orders_landing (_line_no, _byte_offset, _hash, id) values (2, 0, 0, '99')");
    expect((await warehouse.ingest([file('a.csv', row(1))], [orders])).value).toMatchObject([
      { rowsSeen: 1, accepted: 1 },
    ]);
    expect(await warehouse.ask('select id from raw.orders')).toEqual([{ id: 1 }]);
  });
});

describe('loads at the same time', () => {
  test('of one file: one loads it, the others find it loaded', async () => {
    const path = file('a.csv', rows(0, 500) + row(1, 'bad'));
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => warehouse.ingest([path], [orders])));
    expect(outcomes.flatMap((outcome) => outcome.diagnostics)).toEqual([]);
    const reports = outcomes.flatMap((outcome) => outcome.value);
    expect(reports.map((report) => report.alreadyLoaded).sort()).toEqual([false, true, true, true]);
    for (const report of reports)
      expect(report).toMatchObject({ rowsSeen: 501, accepted: 500, quarantined: 1, reasons: { not_a_date: 1 } });
    expect(await warehouse.ask('select count(*)::int as rows from raw.orders')).toEqual([{ rows: 500 }]);
  });

  test('of several files into one table: all are loaded, and who waits says so', async () => {
    const waited: string[] = [];
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((part) =>
        warehouse.ingest([file(`part${part}.csv`, rows(part * 1000, part * 1000 + 1000))], [orders], (progress) => {
          if (progress.kind === 'waiting') waited.push(progress.target);
        }),
      ),
    );
    expect(outcomes.flatMap((outcome) => outcome.diagnostics)).toEqual([]);
    expect(
      await warehouse.ask(
        'select count(distinct id)::int as ids, count(*)::int as rows, count(distinct _txid)::int as loads from raw.orders',
      ),
    ).toEqual([{ ids: 4000, rows: 4000, loads: 4 }]);
    expect(new Set(waited)).toEqual(new Set(['raw.orders']));
  });
});
