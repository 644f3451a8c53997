import { expect, test } from 'vitest';
import { DiagnosticError } from '../../../../src/core/diagnostic.js';
import { installedBinaries, majorVersion } from '../../../../src/postgres/embedded/binaries.js';
import { readPostmasterFile } from '../../../../src/postgres/embedded/postmaster.js';
import { commandLine, processStart } from '../../../../src/postgres/embedded/process.js';
import { socketUrl } from '../../../../src/postgres/embedded/url.js';

test('the binaries of this platform are PostgreSQL 18', () => {
  expect(majorVersion(installedBinaries())).toBe(18);
});

test('a platform without binaries gets a sentence and a cure', () => {
  try {
    installedBinaries('sunos', 'sparc');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(DiagnosticError);
    const [diagnostic] = (error as DiagnosticError).diagnostics;
    expect(diagnostic).toMatchObject({ code: 'postgres/no-binaries' });
    expect(diagnostic?.message).toContain('sunos-sparc');
    expect(diagnostic?.hint).toContain('DATABASE_URL');
  }
});

test('the socket folder stands where the host name would', () => {
  expect(socketUrl('/tmp/a b', 'jiggy')).toBe('postgresql://postgres@%2Ftmp%2Fa%20b/jiggy');
});

test('a process is named by its number and its start', () => {
  expect(processStart(process.pid)).toBeTruthy();
  expect(processStart(process.pid)).toBe(processStart(process.pid));
  expect(processStart(process.pid)).not.toBe(processStart(process.ppid));
  expect(processStart(2 ** 22 + 1)).toBeUndefined();
  expect(commandLine(process.pid)).toContain('node');
});

test('no postmaster.pid is no server', () => {
  expect(readPostmasterFile('/nowhere')).toBeUndefined();
});
