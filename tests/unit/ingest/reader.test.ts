import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiagnosticError } from '../../../src/core/diagnostic.js';
import type { Reading } from './support.js';
import { copyOf, readAll } from './support.js';

/** What became of each record: its fields, or its reasons. */
async function fates(text: string | Buffer, fields: number): Promise<unknown[]> {
  const { rows } = await readAll(Buffer.from(text), { fields });
  return rows.map((row) => (row.reasons.length > 0 ? { line: row.line, reasons: row.reasons } : row.fields));
}

describe('sound records', () => {
  test.each<[string, string, unknown[]]>([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no final line end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR LF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CR LF after quotes',
      'a,"b"\r\n"c",d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'both line ends',
      'a,b\r\nc,d\ne,f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['a last CR without LF', 'a,b\r', [['a', 'b']]],
    [
      'empty cells, quoted or not',
      ',\n"",""\n',
      [
        [null, null],
        [null, null],
      ],
    ],
    [
      'empty lines',
      '\n\na,b\n\r\n\nc,d\n\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'delimiter, line end and quote in quotes',
      '"a,b","c\nd"\n"say ""hi""",\n',
      [
        ['a,b', 'c\nd'],
        ['say "hi"', null],
      ],
    ],
    ['CR LF in quotes is kept', '"a\r\nb",c\r\n', [['a\r\nb', 'c']]],
    ['a lone CR is text', 'a\rb,c\n', [['a\rb', 'c']]],
    [
      'what means something to COPY',
      '\\.,\\N\n\\n,a\tb\n"\\","\\,"\n',
      [
        ['\\.', '\\N'],
        ['\\n', 'a\tb'],
        ['\\', '\\,'],
      ],
    ],
    ['a line that ends COPY in psql', '\\.,\n', [['\\.', null]]],
    [
      'more bytes than letters',
      'é,日本\n"😀",ß\n',
      [
        ['é', '日本'],
        ['😀', 'ß'],
      ],
    ],
    ['blanks are kept', ' a , b\n', [[' a ', ' b']]],
  ])('%s', async (_, text, expected) => {
    expect(await fates(text, 2)).toEqual(expected);
  });

  test('one column', async () => {
    expect(await fates('a\n\n"b"\nc,d\n', 1)).toEqual([['a'], ['b'], { line: 4, reasons: ['wrong_field_count'] }]);
  });

  test('a field of two MB, and one of 200 lines', async () => {
    const long = 'x'.repeat(2_000_000);
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}, "quoted"`).join('\n');
    expect(await fates(`${long},"${lines.replaceAll('"', '""')}"\na,b\n`, 2)).toEqual([
      [long, lines],
      ['a', 'b'],
    ]);
  });
});

describe('records that cannot be taken apart', () => {
  test.each<[string, string | Buffer, unknown[]]>([
    ['too few fields', 'a,b\nc\nd,e\n', [['a', 'b'], { line: 2, reasons: ['wrong_field_count'] }, ['d', 'e']]],
    ['too many fields', 'a,b,c\nd,e\n', [{ line: 1, reasons: ['wrong_field_count'] }, ['d', 'e']]],
    ['a footer', 'a,b\nTotal\n', [['a', 'b'], { line: 2, reasons: ['wrong_field_count'] }]],
    ['text after a closing quote', '"ab"cd,e\nf,g\n', [{ line: 1, reasons: ['broken_quote'] }, ['f', 'g']]],
    ['a blank after a closing quote', '"ab" ,e\nf,g\n', [{ line: 1, reasons: ['broken_quote'] }, ['f', 'g']]],
    ['a quote in a bare field', 'a"b,c\nd,e\n', [{ line: 1, reasons: ['broken_quote'] }, ['d', 'e']]],
    ['inches', '24" screen,c\nd,e\n', [{ line: 1, reasons: ['broken_quote'] }, ['d', 'e']]],
    ['a quote never closed', 'a,"b\nc,d\ne,f\n', [{ line: 1, reasons: ['broken_quote'] }, ['c', 'd'], ['e', 'f']]],
    [
      'a quote never closed before quoted fields',
      'a,"b\nc,d\n"e",f\n',
      [{ line: 1, reasons: ['broken_quote'] }, ['c', 'd'], ['e', 'f']],
    ],
    [
      'two quotes never closed',
      'a,"b\nc,d\ne,"f\ng,h\n',
      [{ line: 1, reasons: ['broken_quote'] }, ['c', 'd'], { line: 3, reasons: ['broken_quote'] }, ['g', 'h']],
    ],
    [
      'a stray quote that closes in a later record whose lines are all sound',
      'a,"b\nc,d\ne,",f"\ng,h\n',
      [{ line: 1, reasons: ['broken_quote'] }, ['c', 'd'], ['e', ',f'], ['g', 'h']],
    ],
    ['a quote at the very end', 'a,b\nc,"', [['a', 'b'], { line: 2, reasons: ['broken_quote'] }]],
    ['NUL', 'a,b\0\nc,d\n', [{ line: 1, reasons: ['nul_byte'] }, ['c', 'd']]],
    ['NUL in quotes', '"a\0",b\nc,d\n', [{ line: 1, reasons: ['nul_byte'] }, ['c', 'd']]],
    ['a Latin-1 byte', Buffer.from('caf\xe9,b\nc,d\n', 'latin1'), [{ line: 1, reasons: ['not_utf8'] }, ['c', 'd']]],
    ['an overlong form', Buffer.from('\xc0\xaf,b\nc,d\n', 'latin1'), [{ line: 1, reasons: ['not_utf8'] }, ['c', 'd']]],
    ['a surrogate', Buffer.from('\xed\xa0\x80,b\n', 'latin1'), [{ line: 1, reasons: ['not_utf8'] }]],
    [
      'a letter cut off at the end',
      Buffer.from('a,b\nc,\xe2\x82', 'latin1'),
      [['a', 'b'], { line: 2, reasons: ['not_utf8'] }],
    ],
    [
      'all reasons at once',
      Buffer.from('a\0\xe9,b,c\nd,e\n', 'latin1'),
      [{ line: 1, reasons: ['not_utf8', 'nul_byte', 'wrong_field_count'] }, ['d', 'e']],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await fates(text, 2)).toEqual(expected);
  });

  test('a record of several lines with a wrong number of fields is one record', async () => {
    expect(await fates('"a\nx\ny",b,c\nd,e\n', 2)).toEqual([{ line: 1, reasons: ['wrong_field_count'] }, ['d', 'e']]);
  });

  test('a stray quote that another stray quote closes gives back the records between', async () => {
    expect(await fates('1,"2,3\n4,5,6\n7,"8",9\na,"\nb,c,d\n', 3)).toEqual([
      { line: 1, reasons: ['broken_quote'] },
      ['4', '5', '6'],
      ['7', '8', '9'],
      { line: 4, reasons: ['broken_quote'] },
      ['b', 'c', 'd'],
    ]);
    expect(await fates('1,"2,3\n4,5,6\n7,8,9\n"\nb,c,d\n', 3)).toEqual([
      { line: 1, reasons: ['broken_quote'] },
      ['4', '5', '6'],
      ['7', '8', '9'],
      { line: 4, reasons: ['broken_quote'] },
      ['b', 'c', 'd'],
    ]);
  });

  test('lines that look like records do not break a sound record, nor one of few fields, nor one with prose in it', async () => {
    expect(await fates('1,"2\n4,5,6\n7,8,9\n",3\n', 3)).toEqual([['1', '2\n4,5,6\n7,8,9\n', '3']]);
    expect(await fates('"Dear John,\nyes, no\n",1,2\n', 2)).toEqual([{ line: 1, reasons: ['wrong_field_count'] }]);
    expect(await fates('"a\n4,5,6\nprose\n",1\n', 3)).toEqual([{ line: 1, reasons: ['wrong_field_count'] }]);
  });

  test('carry place, bytes and a sentence', async () => {
    const { rows } = await readAll(Buffer.from('a,b\r\nc,"d\r\ne,f\r\ng\r\n'), { fields: 2 });
    expect(rows.filter((row) => row.reasons.length > 0)).toMatchObject([
      { line: 2, offset: 5, detail: 'the quote that opens field 2 is never closed', raw: Buffer.from('c,"d') },
      { line: 4, offset: 16, detail: 'it has 1 field, the header has 2', raw: Buffer.from('g') },
    ]);
  });

  test('a quoted field may go on for as many lines as the limit, not for more', async () => {
    const text = (lines: number): Buffer => Buffer.from(`a,"${'x\n'.repeat(lines - 1)}"\nc,d\n`);
    expect((await readAll(text(10), { fields: 2, maxLines: 10 })).tally).toEqual({ records: 2, rejected: 0 });
    const { rows, tally } = await readAll(text(11), { fields: 2, maxLines: 10 });
    expect(rows[0]).toMatchObject({ line: 1, reasons: ['broken_quote'] });
    expect(rows.at(-1)?.fields).toEqual(['c', 'd']);
    expect(tally).toEqual({ records: 12, rejected: 11 });
  });

  test('very many lines with a quote never closed cost no more than their bytes', async () => {
    const { tally } = await copyOf(Buffer.from('a,"b\nc,d\n'.repeat(100_000)), { fields: 2 });
    expect(tally).toEqual({ records: 200_000, rejected: 100_000 });
  });

  test('one quote never closed at the top of a long file costs its own line', async () => {
    const { tally } = await copyOf(Buffer.from(`a,"b\n${'c,d\n'.repeat(200_000)}`), { fields: 2 });
    expect(tally).toEqual({ records: 200_001, rejected: 1 });
  });
});

describe('a record beyond the limit of bytes', () => {
  test.each([
    ['without any line end', 'x'.repeat(70_000)],
    ['in a sound line', `a,b\nc,${'x'.repeat(70_000)}\n`],
  ])('%s ends the reading with its line', async (_, text) => {
    const reading = readAll(Buffer.from(text), { fields: 2, maxBytes: 50_000 });
    await expect(reading).rejects.toMatchObject({
      diagnostics: [{ code: 'ingest/record-too-long', message: expect.stringMatching(/^f\.csv, line \d: /) as string }],
    } satisfies Partial<Record<keyof DiagnosticError, unknown>>);
  });
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'b', '1', ' ', ',', '"', '\n', '\r\n', '\r', '\\', '\t', '.', 'N', 'é', '日', '😀'),
  maxLength: 6,
});

interface Sheet {
  readonly width: number;
  readonly records: readonly (readonly string[])[];
  readonly bytes: Buffer;
}

/** A sound CSV file without a header: fields in quotes where they must be, sometimes where they need not. */
const sheets: fc.Arbitrary<Sheet> = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), eol: fc.constantFrom('\n', '\r\n'), last: fc.boolean() })
  .chain(({ width, eol, last }) =>
    fc
      .array(fc.tuple(fc.array(cell, { minLength: width, maxLength: width }), fc.boolean()), { maxLength: 8 })
      .map((drawn) => {
        const lines = drawn.map(([fields, eager]) =>
          fields.map((field) => written(field, eager || width === 1)).join(','),
        );
        const text = lines.join(eol) + (last || lines.length === 0 ? '' : eol);
        return { width, records: drawn.map(([fields]) => fields), bytes: Buffer.from(text) };
      }),
  );

function written(field: string, quoted: boolean): string {
  return quoted || /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Sizes of what a read gives, and of the memory that the reader begins with. */
const chunks = fc.record({
  chunks: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  capacity: fc.integer({ min: 4, max: 64 }),
});

/** Line ends between records are all that the records leave over, and lines and offsets are those of the file. */
function expectAccountedFor(bytes: Buffer, { rows, tally }: Reading): void {
  let at = 0;
  for (const row of rows) {
    expect(bytes.toString('latin1', at, row.offset)).toMatch(/^(\r?\n)*$/);
    expect(row.line).toBe(1 + bytes.subarray(0, row.offset).filter((each) => each === 0x0a).length);
    expect(bytes.subarray(row.offset, row.offset + row.raw.length)).toEqual(row.raw);
    at = row.offset + row.raw.length;
  }
  expect(bytes.toString('latin1', at)).toMatch(/^(\r?\n)*\r?$/);
  expect(tally).toEqual({ records: rows.length, rejected: rows.filter((row) => row.reasons.length > 0).length });
}

describe('properties', () => {
  test('every sound file comes through, field by field, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(sheets, chunks, async ({ width, records, bytes }, sizes) => {
        const reading = await readAll(bytes, { fields: width, ...sizes });
        expect(reading.rows.map((row) => row.fields)).toEqual(
          records.map((fields) => fields.map((field) => (field === '' ? null : field))),
        );
        expectAccountedFor(bytes, reading);
      }),
      { numRuns: 500 },
    );
  });

  const damage = fc.array(
    fc.record({
      place: fc.nat(),
      kind: fc.constantFrom('insert', 'delete', 'replace'),
      byte: fc.constantFrom(...Buffer.from('",\n\r\\a\0\xff\xe9', 'latin1')),
    }),
    { minLength: 1, maxLength: 4 },
  );

  test('every byte of a damaged file is accounted for, and chunks change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(sheets, damage, chunks, async ({ width, bytes }, hits, sizes) => {
        const damaged = hits.reduce((text, hit) => {
          const at = hit.place % (text.length + 1);
          const middle = hit.kind === 'delete' ? [] : [hit.byte];
          return Buffer.concat([
            text.subarray(0, at),
            Buffer.from(middle),
            text.subarray(at + (hit.kind === 'insert' ? 0 : 1)),
          ]);
        }, bytes);
        const reading = await readAll(damaged, { fields: width });
        expectAccountedFor(damaged, reading);
        expect(await readAll(damaged, { fields: width, ...sizes })).toEqual(reading);
        for (const row of reading.rows) if (row.reasons.length === 0) expect(row.fields).toHaveLength(width);
      }),
      { numRuns: 1000 },
    );
  });

  test('quotes that are never closed cost exactly their own lines', async () => {
    const word = fc.constantFrom('red', '"two words"', '""', '12.5', '');
    const line = fc.oneof(
      fc.tuple(word, word, word).map((words) => ({ text: words.join(','), broken: false })),
      word.map((first) => ({ text: `${first},"two words,12.5`, broken: true })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), chunks, async (lines, sizes) => {
        const bytes = Buffer.from(lines.map(({ text }) => `${text}\n`).join(''));
        const { rows } = await readAll(bytes, { fields: 3, ...sizes });
        expect(rows.map((row) => row.reasons)).toEqual(lines.map(({ broken }) => (broken ? ['broken_quote'] : [])));
      }),
      { numRuns: 200 },
    );
  });

  test('equal records have equal hashes, by either way through the reader', async () => {
    await fc.assert(
      fc.asyncProperty(sheets, async ({ width, bytes }) => {
        const { rows } = await readAll(bytes, { fields: width });
        const byBytes = new Map<string, string>();
        for (const row of rows) {
          const key = row.raw.toString('latin1');
          expect(row.hash).toBe(byBytes.get(key) ?? row.hash);
          byBytes.set(key, row.hash);
        }
      }),
    );
  });
});
