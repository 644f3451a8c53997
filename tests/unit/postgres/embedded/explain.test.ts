import { expect, test } from 'vitest';
import { binariesIn } from '../../../../src/postgres/embedded/binaries.js';
import { explainFailure } from '../../../../src/postgres/embedded/explain.js';

const at = {
  directory: '/data/postgres',
  account: { name: 'postgres', uid: 101, gid: 104, switched: true },
  binaries: binariesIn('/native', '18.4.0-beta.17'),
};

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'postgres/disk-full'],
  ['FATAL:  database files are incompatible with server', 'postgres/other-version'],
  ['initdb: error: could not look up effective user ID 54321: user does not exist', 'postgres/no-user-entry'],
  [
    'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    'postgres/binaries-do-not-run',
  ],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'postgres/no-memory'],
  ['FATAL:  data directory "/data/postgres" has wrong ownership', 'postgres/no-permission'],
])('%s', (output, code) => {
  const diagnostic = explainFailure('postgres', `LOG:  starting\n${output}\n`, at);
  expect(diagnostic.code).toBe(code);
  expect(diagnostic.hint).toBeTruthy();
  expect(diagnostic.also?.[0]?.note).toContain(output.slice(0, 40));
});

test("what nobody foresaw is told in the program's own words", () => {
  const diagnostic = explainFailure('postgres', 'LOG:  starting\nFATAL:  the moon is full\n', at);
  expect(diagnostic).toMatchObject({
    code: 'postgres/cannot-start',
    also: [{ note: 'postgres said: FATAL:  the moon is full' }],
  });
});
