import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainFileError, findFiles } from '../../../src/ingest/find-files.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiggy-files-'));
  mkdirSync(join(folder, 'days'));
  for (const name of ['10.csv', '2.csv', 'B.CSV', 'notes.txt', 'a.csv.gz'])
    writeFileSync(join(folder, 'days', name), '');
  mkdirSync(join(folder, 'days', 'deeper.csv'));
  mkdirSync(join(folder, 'none'));
  writeFileSync(join(folder, 'none', 'readme.txt'), '');
  symlinkSync(join(folder, 'days', '2.csv'), join(folder, 'link.csv'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file is itself, whatever its name; a folder is its CSV files by name', async () => {
  const days = join(folder, 'days');
  const found = await findFiles([join(days, 'notes.txt'), days, join(folder, 'link.csv')]);
  expect(found.diagnostics).toEqual([]);
  expect(found.value.map((path) => path.slice(folder.length + 1))).toEqual([
    'days/notes.txt',
    'days/10.csv',
    'days/2.csv',
    'days/B.CSV',
    'link.csv',
  ]);
});

test('every path that leads nowhere is told', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'pipe'), resolve));
  const paths = ['missing.csv', 'none', 'pipe', 'days/2.csv/below.csv'].map((name) => join(folder, name));
  const { value, diagnostics } = await findFiles(paths);
  server.close();
  expect(value).toEqual([]);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['ingest/no-such-file', `There is no file ${paths[0]}.`],
    ['ingest/no-csv-files', `Folder ${paths[1]} holds no .csv files.`],
    ['ingest/not-a-file', `${paths[2]} is neither a file nor a folder.`],
    ['ingest/no-such-file', `There is no file ${paths[3]}.`],
  ]);
});

test('a file that may not be read is told with the cure', () => {
  expect(explainFileError('x.csv', Object.assign(new Error('EACCES'), { code: 'EACCES' }))).toMatchObject({
    code: 'ingest/unreadable',
    hint: 'Run: chmod +r x.csv',
  });
});
