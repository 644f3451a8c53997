import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DiagnosticError } from '../../../../src/core/diagnostic.js';
import { untar } from '../../../../src/load/deps/untar.js';
import { writeFiles } from '../../../support/project.js';
import { tarOf } from './support.js';

const refused = (archive: Uint8Array, folder: string): string => {
  try {
    untar(archive, folder, 'x.tar');
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'taken';
};

test('files and folders, zipped or not; links are left out', async () => {
  const root = await writeFiles({});
  const tar = tarOf([
    { path: 'p/', type: '5' },
    { path: 'p/a.txt', text: 'hello' },
    { path: 'p/link', type: '2' },
  ]);
  untar(tar, join(root, 'plain'), 'x.tar');
  untar(gzipSync(tar), join(root, 'zipped'), 'x.tar.gz');
  for (const kind of ['plain', 'zipped']) {
    expect(readFileSync(join(root, kind, 'p/a.txt'), 'utf8')).toBe('hello');
    expect(existsSync(join(root, kind, 'p/link'))).toBe(false);
  }
});

test.each(['../evil.txt', 'p/../../evil.txt', '/tmp/evil.txt', 'p\\..\\..\\evil.txt', 'C:/evil.txt'])(
  'an archive with %s is refused before anything is written',
  async (path) => {
    const root = await writeFiles({});
    expect(refused(tarOf([{ path: 'p/a.txt', text: 'x' }, { path }]), join(root, 'in'))).toBe(
      `x.tar holds ${path}, which leads out of its folder.`,
    );
    expect(existsSync(join(root, 'in'))).toBe(false);
  },
);

test('what is no archive', async () => {
  const root = await writeFiles({});
  expect(refused(Buffer.alloc(2048, 'x'), root)).toBe('x.tar is damaged or no tar file.');
  expect(refused(Buffer.from([0x1f, 0x8b, 1, 2]), root)).toBe('x.tar is damaged or no gzip file.');
  const cut = tarOf([{ path: 'a', text: 'x'.repeat(2000) }]).subarray(0, 1024);
  expect(refused(cut, root)).toBe('x.tar is damaged or no tar file.');
});
