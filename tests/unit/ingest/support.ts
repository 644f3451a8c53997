import type { Source } from '../../../src/core/node.js';
import type { ColumnDoc } from '../../../src/core/node-parts.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { ContractColumn, SourceContract } from '../../../src/ingest/contract.js';
import { copyRows, landingColumns, readerLimits } from '../../../src/ingest/reader.js';
import type { Tally } from '../../../src/ingest/reader.js';
import type { ReadBytes } from '../../../src/ingest/window.js';

/** A source as parse makes it, with the settings that ingest reads. */
export function sourceOf(settings: JsonObject, columns: readonly (Partial<ColumnDoc> & { name: string })[]): Source {
  const text = ['sources:', '  - name: shop', '    tables:', '      - name: orders', '        columns:'];
  return {
    kind: 'source',
    originalPath: 'models/_sources.yml',
    unrenderedConfig: {},
    docBlocks: [],
    quoting: { database: true, schema: true, identifier: true },
    sourceDescription: '',
    sourceMeta: {},
    id: 'source.test.shop.orders',
    package: 'test',
    name: 'orders',
    sourceName: 'shop',
    fqn: ['test', 'shop', 'orders'],
    file: {
      path: 'models/_sources.yml',
      text: [...text, ...columns.map((column) => `          - name: ${column.name}`)].join('\n'),
    },
    description: '',
    tags: [],
    meta: { jiggy: settings },
    config: {},
    patch: { file: 'models/_sources.yml', line: 4, column: 9 },
    relation: { database: 'd', schema: 'raw', identifier: 'orders' },
    columns: columns.map((column) => ({
      description: '',
      meta: {},
      tags: [],
      quote: false,
      constraints: [],
      config: {},
      docBlocks: [],
      extra: {},
      ...column,
    })),
    loader: '',
    dependsOn: [],
  };
}

export function column(name: string, more: Partial<ContractColumn> = {}): ContractColumn {
  return { name, header: name, type: 'text', required: false, ...more };
}

export function contract(columns: readonly ContractColumn[], more: Partial<SourceContract> = {}): SourceContract {
  return {
    source: 'source.test.shop.orders',
    name: 'shop.orders',
    target: { schema: 'raw', identifier: 'orders' },
    landing: { schema: 'raw', identifier: 'orders_landing' },
    columns,
    duplicates: 'keep',
    at: { file: 'models/_sources.yml', line: 4, column: 9 },
    ...more,
  };
}

/** One line that the reader wrote, taken apart by code of the tests' own. */
interface ReadRow {
  readonly line: number;
  readonly offset: number;
  readonly hash: string;
  readonly reasons: readonly string[];
  readonly detail: string | null;
  readonly fields: readonly (string | null)[];
  /** The record's bytes: those kept for a rejected one, else put together from the fields. */
  readonly raw: Buffer;
}

export interface Reading {
  readonly rows: readonly ReadRow[];
  readonly tally: Tally;
}

export interface ReadOptions {
  readonly fields: number;
  /** Sizes of what each read gives; the last one goes on. */
  readonly chunks?: readonly number[];
  readonly offset?: number;
  readonly line?: number;
  readonly maxLines?: number;
  readonly maxBytes?: number;
  readonly capacity?: number;
}

/** Runs the reader over `bytes`. */
export async function readAll(bytes: Buffer, options: ReadOptions): Promise<Reading> {
  const { out, tally } = await copyOf(bytes, options);
  return { rows: decode(out), tally };
}

/** What the reader writes, as it is. */
export async function copyOf(bytes: Buffer, options: ReadOptions): Promise<{ out: Buffer; tally: Tally }> {
  const tally: Tally = { records: 0, rejected: 0 };
  const { offset = 0, line = 1, chunks = [1 << 20], capacity = 1 << 20, fields, ...limits } = options;
  const shape = { delimiter: 0x2c, fields, ...readerLimits, ...limits };
  const reading = { shape, offset, line, file: 'f.csv', capacity };
  const out: Buffer[] = [];
  for await (const chunk of copyRows(givingChunks(bytes, offset, chunks), reading, tally)) {
    out.push(chunk);
  }
  return { out: Buffer.concat(out), tally };
}

function givingChunks(bytes: Buffer, offset: number, chunks: readonly number[]): ReadBytes {
  let at = offset;
  let turn = 0;
  return (into) => {
    const size = Math.min(chunks[Math.min(turn, chunks.length - 1)] ?? 1, into.length);
    turn += 1;
    const given = bytes.copy(into, 0, at, Math.min(bytes.length, at + size));
    at += given;
    return Promise.resolve(given);
  };
}

/** Lines of COPY's text format (delimiter comma, NULL '') as PostgreSQL's manual describes it. */
function decode(copy: Buffer): ReadRow[] {
  const text = copy.toString('latin1');
  if (text === '') return [];
  if (text.includes('\r')) throw new Error('COPY refuses a bare carriage return');
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  return text.slice(0, -1).split('\n').map(decodeLine);
}

function decodeLine(line: string): ReadRow {
  // Behind an even number of backslashes, a comma divides.
  const cells = line.split(/(?<=(?<!\\)(?:\\\\)*),/);
  const values = cells.map((cell) => (cell === '' ? null : unescape(cell)));
  const [number, offset, hash, quoted, reasons, detail, raw] = values;
  const fields = values.slice(landingColumns.length);
  return {
    line: Number(number),
    offset: Number(offset),
    hash: hash ?? '',
    reasons: reasons ? reasons.slice(1, -1).split(',') : [],
    detail: detail ?? null,
    fields: fields.map((field) => (field === null ? null : Buffer.from(field, 'latin1').toString())),
    raw: raw ? Buffer.from(raw.slice(2), 'hex') : joined(fields, quoted ?? ''),
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function unescape(cell: string): string {
  return cell.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

function joined(fields: readonly (string | null)[], quoted: string): Buffer {
  const cells = fields.map((field, index) =>
    quoted[index] === '1' ? `"${(field ?? '').replaceAll('"', '""')}"` : (field ?? ''),
  );
  return Buffer.from(cells.join(','), 'latin1');
}
