import { describe, expect, test } from 'vitest';
import type { WarningFlags } from '../../../src/cli/warnings.js';
import { failsOnWarningTests, warningPolicy } from '../../../src/cli/warnings.js';
import { problem } from '../../../src/core/diagnostic.js';

const ruled = (code: `${string}/${string}`, flags: WarningFlags): string =>
  warningPolicy(flags)(problem(code, 'x', { severity: 'warning' }))?.severity ?? 'silent';

describe('--warn-error', () => {
  test('raises the warnings that dbt has too, and leaves those that only jiggy gives', () => {
    expect(ruled('select/nothing', { warnError: true })).toBe('error');
    expect(ruled('template/silent-name', { warnError: true })).toBe('warning');
    expect(ruled('select/nothing', {})).toBe('warning');
  });

  test('lets tests that warn fail', () => {
    expect(failsOnWarningTests({ warnError: true })).toBe(true);
    expect(failsOnWarningTests({ warnErrorOptions: '{error: [LogTestResult]}' })).toBe(true);
    expect(failsOnWarningTests({ warnErrorOptions: '{error: [NothingToDo]}' })).toBe(false);
  });
});

test.each([
  ['{error: all}', 'select/nothing', 'error'],
  ['{include: all, exclude: [NoNodesForSelectionCriteria]}', 'select/nothing', 'warning'],
  ['{error: [JinjaLogWarning]}', 'template/warning', 'error'],
  ['{error: [JinjaLogWarning]}', 'select/nothing', 'warning'],
  ['{error: [template/silent-name]}', 'template/silent-name', 'error'],
  ['{silence: [NothingToDo]}', 'select/nothing', 'silent'],
  ['{error: "*", warn: [UnusedResourceConfigPath]}', 'project/unused-config', 'warning'],
] as const)('--warn-error-options %s makes %s: %s', (warnErrorOptions, code, severity) => {
  expect(ruled(code, { warnErrorOptions })).toBe(severity);
});

test.each(['[1]', 'error', '{error: 3}', '{error: ['])('--warn-error-options %s is refused', (warnErrorOptions) => {
  expect(() => warningPolicy({ warnErrorOptions })).toThrow('--warn-error-options');
});
