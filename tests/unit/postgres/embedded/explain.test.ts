import { expect, test } from 'vitest';
import { DiagnosticError, problem } from '../../../../src/core/diagnostic.js';
import { diagnosticsOf, explainFailure } from '../../../../src/postgres/embedded/explain.js';

const at = { directory: '/data/postgres', user: 'postgres' };

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'postgres/disk-full'],
  ['FATAL:  database files are incompatible with server', 'postgres/other-version'],
  ['initdb: error: could not look up effective user ID 54321: user does not exist', 'postgres/no-user-entry'],
  [
    'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    'postgres/binaries-do-not-run',
  ],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'postgres/no-memory'],
  ["EINVAL: invalid argument, chown '/data/postgres.new-1'", 'postgres/cannot-switch-user'],
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

test('an error of the system on the way is explained as well', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(diagnosticsOf(full, '/data/postgres')).toMatchObject([{ code: 'postgres/disk-full' }]);
  const own = new DiagnosticError(problem('postgres/no-user', 'Nobody is here.'));
  expect(diagnosticsOf(own, '/data/postgres')).toBe(own.diagnostics);
});
