import { describe, expect, test } from 'vitest';
import { engineSettings } from '../../../src/configure/engine-settings.js';
import { formatSettings } from '../../../src/configure/format-settings.js';
import { FORMAT_DEFAULTS } from '../../../src/core/format-settings.js';

const read = (text: string): ReturnType<typeof formatSettings> => formatSettings({ path: 'jiggy.yml', text });

describe('the format key of jiggy.yml', () => {
  test('defaults where nothing is said', () => {
    expect(formatSettings(undefined)).toEqual({ value: FORMAT_DEFAULTS, diagnostics: [] });
    expect(read('ops_schema: log\n')).toEqual({ value: FORMAT_DEFAULTS, diagnostics: [] });
  });

  test('what it says', () => {
    const { value, diagnostics } = read('format: {keyword_case: upper, indent: 2, width: 80}\n');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ keywordCase: 'upper', indent: 2, width: 80 });
  });

  test.each([
    ['format: {keywordcase: upper}\n', 'format in jiggy.yml has no key keywordcase.', 'Did you mean keyword_case?', 10],
    ['format: {keyword_case: uper}\n', 'keyword_case cannot be uper.', 'Did you mean upper?', 24],
    ['format: {indent: 0}\n', 'indent must be from 1 to 16.', undefined, 18],
    ['format: {width: wide}\n', 'width must be a whole number.', undefined, 17],
    ['format: nice\n', 'format must be a mapping.', undefined, 9],
  ])('%j is refused with its place', (text, message, hint, column) => {
    for (const { diagnostics } of [read(text), engineSettings({ path: 'jiggy.yml', text })]) {
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]).toMatchObject({ message, at: { file: 'jiggy.yml', line: 1, column } });
      expect(diagnostics[0]?.hint).toBe(hint);
    }
  });
});
