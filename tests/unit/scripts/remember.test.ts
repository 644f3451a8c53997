import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readFingerprints } from '../../../scripts/remember/fingerprints.mjs';
import { importsOf } from '../../../scripts/remember/imports.mjs';
import { readRecord, unchanged, updateRecord, writeRecord } from '../../../scripts/remember/record.mjs';
import { repository } from '../../support/cli.js';
import { writeFiles } from '../../support/project.js';

const PROJECT = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'tsconfig.json': '{}',
  'vitest.config.ts': "export default { setupFiles: ['./tests/support/setup.ts'] };",
  'README.md': 'words',
  'models/a.sql': 'select 1',
  'src/far.ts': 'export const far = 1;',
  'src/near.ts': "export { far } from './far.js';",
  'src/shape.ts': 'export interface Shape {}',
  'src/other.ts': 'export const other = 1;',
  'tests/support/setup.ts': "import './setup-part.js';",
  'tests/support/setup-part.ts': '',
  'tests/support/files.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  'tests/unit/pure.test.ts':
    "import { join } from 'node:path';\nimport type { Shape } from '../../src/shape.js';\nimport {\n  far,\n} from '../../src/near.js';",
  'tests/unit/files.test.ts': "import { read } from '../support/files.js';",
  'tests/unit/computed.test.ts': 'await import(process.argv[2] as string);',
  'tests/run/shop.test.pg.ts': "import { test } from 'vitest';",
};
const TESTS = [
  'tests/run/shop.test.pg.ts',
  'tests/unit/computed.test.ts',
  'tests/unit/files.test.ts',
  'tests/unit/pure.test.ts',
];
const ALL_BUT_PURE = TESTS.slice(0, 3);

/** The test files whose fingerprint a change to one file, or to the environment, changes. */
async function touchedBy(path: string, text: string | undefined, variables: Record<string, string> = {}) {
  const parent = await writeFiles({ 'data/jiggy/a.csv': 'id' });
  const root = await writeFiles(PROJECT);
  const env = { JIGGY_DATA_DIR: join(parent, 'data') };
  const before = readFingerprints(root, env);
  expect([...before.keys()]).toEqual(TESTS);
  const file = path.startsWith('data/') ? join(parent, path) : join(root, path);
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  const after = readFingerprints(root, { ...env, ...variables });
  return [...after].filter(([test, hash]) => before.get(test) !== hash).map(([test]) => test);
}

describe('what a test file depends on', () => {
  test.each([
    ['a file that it imports by way of another', 'src/far.ts', TESTS],
    ['a file that it does not import', 'src/other.ts', ALL_BUT_PURE],
    ['a file of which it imports types only', 'src/shape.ts', ALL_BUT_PURE],
    ['a file that is no code', 'models/a.sql', ALL_BUT_PURE],
    ['real data', 'data/jiggy/a.csv', ALL_BUT_PURE],
    ['the lock file', 'package-lock.json', TESTS],
    ['the configuration', 'vitest.config.ts', TESTS],
    ['a file that every test file runs first', 'tests/support/setup-part.ts', TESTS],
    ['itself', 'tests/unit/pure.test.ts', ['tests/unit/pure.test.ts']],
    ['prose that no test names', 'README.md', []],
  ])('%s', async (_, path, touched) => {
    expect(await touchedBy(path, '// changed')).toEqual(touched);
  });

  test('a file that comes and one that goes', async () => {
    expect(await touchedBy('seeds', 'id\n1\n')).toEqual(ALL_BUT_PURE);
    expect(await touchedBy('data/jiggy/b.csv', '')).toEqual(ALL_BUT_PURE);
    expect(await touchedBy('models/a.sql', undefined)).toEqual(ALL_BUT_PURE);
  });

  test('the environment that tests react to, and no other', async () => {
    const same = PROJECT['models/a.sql'];
    expect(await touchedBy('models/a.sql', same)).toEqual([]);
    expect(await touchedBy('models/a.sql', same, { JIGGY_SEED: '7' })).toEqual(TESTS);
    expect(await touchedBy('models/a.sql', same, { TEST_DATABASE_URL: 'postgres://h' })).toEqual(TESTS);
    expect(await touchedBy('models/a.sql', same, { COLUMNS: '80' })).toEqual([]);
  });
});

test('imports are found where TypeScript finds them', () => {
  const files = ['src', 'tests'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const code = files.filter((file) => /^(?:src|tests)\/.*\.ts$/.test(file));
  expect(code.length).toBeGreaterThan(500);
  for (const file of code) {
    const text = readFileSync(join(repository, file), 'utf8');
    const { specifiers } = importsOf(text);
    const running = text.replace(/^(?:import|export) type [^;]*;/gm, '').replace(/^declare module '.*$/gm, '');
    const wanted = ts.preProcessFile(running, true, true).importedFiles;
    // Quotes in regular expressions mislead TypeScript's quick look, too: those are no names of modules.
    const names = wanted.map((each) => each.fileName).filter((name) => /^[\w@./#:-]+$/.test(name));
    expect({ file, missing: names.filter((name) => !specifiers.includes(name)) }).toEqual({ file, missing: [] });
  }
});

describe('what is remembered', () => {
  const passed = { passed: 2, failed: 0, skipped: 1, complete: true };
  const now = new Map([
    ['a', '1'],
    ['b', '1'],
  ]);

  test('a file that passed counts until its fingerprint changes', () => {
    const record = updateRecord(new Map(), { a: passed, b: passed }, now, now);
    expect(record.get('a')).toEqual({ fingerprint: '1', passed: 2, skipped: 1 });
    expect(unchanged(record, now)).toEqual(['a', 'b']);
    expect(unchanged(record, new Map([...now, ['a', '2'], ['c', '1']]))).toEqual(['b']);
  });

  test.each([
    ['failed', { ...passed, failed: 1 }],
    ['did not end', { ...passed, complete: false }],
  ])('a file that %s is forgotten', (_, result) => {
    const record = updateRecord(new Map(), { a: passed, b: passed }, now, now);
    expect(unchanged(updateRecord(record, { a: result }, now, now), now)).toEqual(['b']);
  });

  test('a file that changed while it ran is forgotten', () => {
    const later = new Map([...now, ['a', '2']]);
    const record = updateRecord(new Map(), { a: passed, b: passed }, now, later);
    expect([...record.keys()]).toEqual(['b']);
  });

  test('a record that is missing or broken is an empty one', async () => {
    const root = await writeFiles({ 'broken.json': '{"a": {"fing' });
    expect(readRecord(join(root, 'none.json')).size).toBe(0);
    expect(readRecord(join(root, 'broken.json')).size).toBe(0);
    const record = updateRecord(new Map(), { a: passed }, now, now);
    writeRecord(join(root, '.cache/tests.json'), record);
    expect(readRecord(join(root, '.cache/tests.json'))).toEqual(record);
    expect(readdirSync(join(root, '.cache'))).toEqual(['tests.json']);
  });
});
