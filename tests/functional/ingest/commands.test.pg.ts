import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/program.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';
import type { Warehouse } from './support.js';
import { openWarehouse, projectRoot } from './support.js';

let warehouse: Warehouse;
let empty: TestDatabase;

beforeAll(async () => {
  [warehouse, empty] = await Promise.all([openWarehouse(), createDatabase()]);
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  await warehouse.close();
  await empty.drop();
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line as a person types it, in this process. */
async function jiggy(url: string, ...args: readonly string[]): Promise<Ended> {
  const texts = { out: '', err: '' };
  const keep = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    texts[stream] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(keep('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(keep('err'));
  try {
    const code = await main([...args, '--project-dir', projectRoot, '--database-url', url]);
    return { code, ...texts };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const header = readFileSync(join(projectRoot, 'models/staging/_sources.yml'), 'utf8')
  .match(/header: \w+/g)!
  .map((each) => each.slice(8));

function line(values: Readonly<Record<string, string>>): string {
  const filled: Record<string, string> = {
    Date: '2026-01-31',
    ProductName: 'Lamp',
    Quantity: '1',
    UnitPrice: '2.5',
    TotalPrice: '2.5',
    ...values,
  };
  return header.map((name) => filled[name] ?? '').join(',');
}

function csv(...lines: readonly string[]): string {
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

test('ingest --json prints one object of counts, and exits with 0 when every row is accounted for', async () => {
  const good = Array.from({ length: 8 }, (_, index) => line({ City: `Town ${index}` }));
  const path = warehouse.write(
    'a.csv',
    csv(...good, line({ City: 'Town 0' }), line({ Date: '2026-02-30', Quantity: 'two' })),
  );
  const first = await jiggy(warehouse.url, 'ingest', path, '--json');
  expect(first.code).toBe(0);
  const load = {
    file: path,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    rows_seen: 10,
    accepted: 8,
    quarantined: 2,
    pending: 0,
    already_loaded: false,
    reasons: { duplicate_row: 1, not_a_date: 1, not_an_integer: 1 },
  };
  expect(JSON.parse(first.out)).toEqual({ loads: [load] });
  expect(first.out.trimEnd()).not.toContain('\n');
  const second = await jiggy(warehouse.url, 'ingest', path, '--json');
  expect(second.code).toBe(0);
  expect(second.out).toBe(first.out.replace('"already_loaded":false', '"already_loaded":true'));
});

test('ingest tells people counts, reasons in words, and where to look', async () => {
  const path = warehouse.write(
    'b.csv',
    csv(...Array.from({ length: 9 }, (_, index) => line({ City: `b ${index}` })), 'short'),
  );
  const { code, out, err } = await jiggy(warehouse.url, 'ingest', path);
  expect(code).toBe(0);
  expect(out).toMatch(
    /b\.csv: 10 rows, 9 accepted, 1 quarantined \(\d+ k?B in [\d.]+ m?s, [\d,]+ rows\/s\)\n {2}1 wrong_field_count: it has more or fewer fields than the header\n$/,
  );
  expect(err).toContain('jiggy show --inline "select * from ops.quarantine');
});

test('a broken budget exits with 1, an unusable file with 2; stdout stays one JSON object', async () => {
  const over = warehouse.write('c.csv', csv(line({}), 'short', 'short too'));
  const budget = await jiggy(warehouse.url, 'ingest', over, '--json');
  expect(budget).toMatchObject({ code: 1, out: '{"loads":[]}\n' });
  expect(budget.err).toContain(
    '2 of 3 rows would go into quarantine (wrong_field_count 2), more than the budget of source shop.transactions, 20%.',
  );
  expect(budget.err).toContain('models/staging/_sources.yml:');
  const missing = await jiggy(warehouse.url, 'ingest', join(warehouse.folder, 'nothing.csv'), '--json');
  expect(missing).toMatchObject({ code: 2, out: '{"loads":[]}\n' });
  expect(missing.err).toContain('There is no file');
  // Nothing was asked of the database for a file that is not there.
  expect(missing.err).not.toContain('Connecting');
});

test('names that would move the cursor are printed harmless', async () => {
  mkdirSync(join(warehouse.folder, 'odd'), { recursive: true });
  const path = warehouse.write('odd/\x1b[2Jd.csv', `\x1b]0;title\x07,b\n1,2\n`);
  const { code, err } = await jiggy(warehouse.url, 'ingest', path);
  expect(code).toBe(2);
  expect(err).not.toContain('\x1b[2J');
  expect(err).not.toContain('\x1b]0');
  expect(err).toContain('\\x1b[2Jd.csv');
});

test('ingest without files, and without migrations', async () => {
  expect((await jiggy(warehouse.url, 'ingest')).code).toBe(2);
  const path = warehouse.write('d.csv', csv(line({ City: 'd' })));
  const { code, err } = await jiggy(empty.url, 'ingest', path);
  expect(code).toBe(2);
  expect(err).toContain('jiggy migrate');
});

test('migrate: a dry run, the real one, and nothing more to do', async () => {
  const dry = await jiggy(empty.url, 'migrate', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.out).toContain('Would apply 001-schemas.sql\nWould apply 002-ingest.sql\n');
  const real = await jiggy(empty.url, 'migrate');
  expect(real.code).toBe(0);
  expect(real.out).toBe(dry.out.replaceAll('Would apply', 'Applied'));
  const again = await jiggy(empty.url, 'migrate');
  expect(again).toMatchObject({ code: 0, out: '' });
  expect(again.err).toContain('Nothing to apply');
  expect((await jiggy(empty.url, 'migrate', '--json')).out).toBe('{"applied":[],"pending":[]}\n');
});
