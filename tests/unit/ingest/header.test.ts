import { describe, expect, test } from 'vitest';
import { hasNoRows, readHeader } from '../../../src/ingest/header.js';

function headerOf(text: string | Buffer, atEnd = true): ReturnType<typeof readHeader> {
  return readHeader('f.csv', Buffer.from(text), atEnd);
}

describe('the header', () => {
  test.each<[string, string, string[], number, number]>([
    ['plain', 'a,b\n1,2\n', ['a', 'b'], 4, 2],
    ['with CR LF', 'a,b\r\n1,2\r\n', ['a', 'b'], 5, 2],
    ['behind a byte order mark', '\ufeffa,b\n', ['a', 'b'], 7, 2],
    ['behind empty lines', '\r\n\na,b\n', ['a', 'b'], 7, 4],
    ['in quotes', '"a","b ""c""","d,\ne"\n1', ['a', 'b "c"', 'd,\ne'], 21, 3],
    ['with empty names', ',a,\n', ['', 'a', ''], 4, 2],
    ['of one column, without a line end', 'a', ['a'], 1, 2],
  ])('%s', (_, text, names, offset, line) => {
    expect(headerOf(text)).toEqual({ names, offset, line });
  });

  test('alone in its file', () => {
    const bytes = Buffer.from('a,b\r\n\n\r\n');
    const header = readHeader('f.csv', bytes, true);
    if ('code' in header) throw new Error(header.message);
    expect(hasNoRows(bytes, header, true)).toBe(true);
    expect(hasNoRows(bytes, header, false)).toBe(false);
    expect(hasNoRows(Buffer.from('a,b\r\n,\n'), header, true)).toBe(false);
  });
});

describe('what is no header', () => {
  test.each<[string, string | Buffer, string, string]>([
    ['nothing', '', 'ingest/empty-file', 'f.csv is empty'],
    ['a byte order mark', '\ufeff', 'ingest/empty-file', 'f.csv is empty'],
    ['line ends', '\n\r\n\n', 'ingest/empty-file', 'f.csv is empty'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'ingest/binary-file', 'compressed with gzip'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'ingest/binary-file', 'compressed with zstd'],
    ['zip', Buffer.from('PK\x03\x04', 'latin1'), 'ingest/binary-file', 'zip archive or an Excel workbook'],
    ['PNG', Buffer.from('\x89PNG\r\n', 'latin1'), 'ingest/binary-file', 'PNG image'],
    ['PDF', '%PDF-1.7\n', 'ingest/binary-file', 'PDF'],
    ['UTF-16 with a mark', Buffer.from('\ufeffa,b\n', 'utf16le'), 'ingest/binary-file', 'UTF-16'],
    ['UTF-16 without', Buffer.from('a,b\n', 'utf16le'), 'ingest/binary-file', 'NUL bytes'],
    ['NUL', 'a\0,b\n', 'ingest/binary-file', 'NUL bytes'],
    ['Latin-1', Buffer.from('a,\xe9\n', 'latin1'), 'ingest/bad-header', 'not UTF-8'],
    ['a broken quote', 'a,b"c\n', 'ingest/bad-header', 'a quote stands inside field 2'],
    ['a quote never closed', 'a,"b\n1,2\n', 'ingest/bad-header', 'never closed'],
  ])('%s', (_, text, code, message) => {
    const found = headerOf(text);
    expect(found).toMatchObject({ code });
    expect('code' in found && found.message).toContain(message);
  });

  test('a line without an end', () => {
    expect(headerOf('a'.repeat(100), false)).toMatchObject({ code: 'ingest/bad-header' });
  });
});
