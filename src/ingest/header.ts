import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { byte } from './bytes.js';
import { scanRecord } from './scan-record.js';

/** The first record of a file, and where the records after it begin. */
export interface Header {
  readonly names: readonly string[];
  /** Offset of the first byte after it. */
  readonly offset: number;
  /** Physical line that begins there, from 1. */
  readonly line: number;
}

/** More than any header needs; one that has not ended by then is none. */
export const headerLimit = 1 << 20;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads the header from the first bytes of a file (`atEnd`: they are all there are). A byte order mark and empty lines
 * before it are skipped. Errors: `ingest/binary-file`, `ingest/empty-file`, `ingest/bad-header`.
 */
export function readHeader(file: string, bytes: Buffer, atEnd: boolean): Header | Diagnostic {
  const binary = binaryKind(bytes);
  if (binary) return binaryFile(file, binary);
  const start = contentStart(bytes);
  if (start.offset >= bytes.length) return problem('ingest/empty-file', `${file} is empty: it has not even a header.`);
  const shape = { delimiter: byte.comma, fields: -1, maxLines: 1000, maxBytes: headerLimit };
  const record = scanRecord(bytes, start.offset, bytes.length, atEnd, shape);
  if (record.kind === 'more') return badHeader(file, 'has no line end in its first MiB');
  const raw = bytes.subarray(start.offset, record.end);
  if (raw.includes(byte.nul)) return binaryFile(file, 'it holds NUL bytes, as UTF-16 and binary files do');
  if (!isUtf8(raw)) return badHeader(file, 'has a header that is not UTF-8', 'Save the file as UTF-8.');
  if (record.broken !== undefined) return badHeader(file, `has a header with a broken quote: ${record.broken}`);
  return { names: splitFields(raw.toString()), offset: record.next, line: start.line + record.lines };
}

/** Whether nothing but empty lines comes after the header; false when `bytes` are not all of the file. */
export function hasNoRows(bytes: Buffer, header: Header, atEnd: boolean): boolean {
  return atEnd && bytes.subarray(header.offset).every((each) => each === byte.lf || each === byte.cr);
}

/** Name of the format when the file begins as one that is no CSV does. */
function binaryKind(bytes: Buffer): string | undefined {
  return signatures.find(([, signature]) => bytes.subarray(0, signature.length).equals(Buffer.from(signature)))?.[0];
}

const signatures: readonly (readonly [kind: string, signature: readonly number[]])[] = [
  ['it is compressed with gzip', [0x1f, 0x8b]],
  ['it is compressed with zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['it is compressed with bzip2', [0x42, 0x5a, 0x68]],
  ['it is compressed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['it is a zip archive or an Excel workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['it is an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['it is a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['it is a JPEG image', [0xff, 0xd8, 0xff]],
  ['it is a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['it is a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['it is UTF-16', [0xff, 0xfe]],
  ['it is UTF-16', [0xfe, 0xff]],
];

function binaryFile(file: string, kind: string): Diagnostic {
  return problem('ingest/binary-file', `${file} is not a CSV text: ${kind}.`, {
    hint: 'ingest reads comma-separated UTF-8 text; unpack or export the file first.',
  });
}

function badHeader(file: string, what: string, hint = 'The first line must name the columns.'): Diagnostic {
  return problem('ingest/bad-header', `${file} ${what}.`, { hint });
}

/** After the byte order mark and empty lines. */
function contentStart(bytes: Buffer): { offset: number; line: number } {
  let offset = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
  let line = 1;
  for (; bytes[offset] === byte.lf || (bytes[offset] === byte.cr && bytes[offset + 1] === byte.lf); offset += 1) {
    if (bytes[offset] === byte.lf) line += 1;
  }
  return { offset, line };
}

/** The fields of a sound record. */
function splitFields(text: string): string[] {
  const fields = [''];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const here = text.charAt(at);
    if (here === '"') {
      if (quoted && text[at + 1] === '"') at += 1;
      else {
        quoted = !quoted;
        continue;
      }
    } else if (here === ',' && !quoted) {
      fields.push('');
      continue;
    }
    fields.push((fields.pop() ?? '') + here);
  }
  return fields;
}
