import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { readYaml } from '../../../src/core/yaml.js';
import { placeText, tell } from '../../support/project.js';

const read = (text: string): ReturnType<typeof readYaml> => readYaml({ path: 'a.yml', text });

describe('plain scalars mean what PyYAML says', () => {
  // Each pair was read by PyYAML 6 (safe_load).
  test.each<[string, Json]>([
    ['yes', true],
    ['On', true],
    ['NO', false],
    ['off', false],
    ['y', 'y'],
    ['n', 'n'],
    ['yEs', 'yEs'],
    ['~', null],
    ['', null],
    ['NULL', null],
    ['none', 'none'],
    ['0777', 511],
    ['0o17', '0o17'],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0b11', -3],
    ['1_000', 1000],
    ['1:30', 90],
    ['12:30:45', 45045],
    ['09', '09'],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['-.5', '-.5'],
    ['1e5', '1e5'],
    ['1.0e5', '1.0e5'],
    ['1.0e+5', 100000],
    ['1:30.5', 90.5],
    ['2026-01-31', '2026-01-31'],
    ['12345678901234567890', '12345678901234567890'],
    ['"yes"', 'yes'],
    ["'12'", '12'],
    ['!!str 12', '12'],
  ])('%s', (text, value) => {
    expect(read(`key: ${text}`)).toMatchObject({ value: { value: { key: value } }, diagnostics: [] });
  });
});

test('merge keys: what a mapping names itself wins wherever it stands', () => {
  const text = 'base: &base {x: 1, y: 2}\nmore: &more {y: 3, z: 4}\nmine:\n  y: 0\n  <<: [*base, *more]\n';
  expect(read(text).value.value).toMatchObject({ mine: { x: 1, y: 0, z: 4 } });
});

test('a key that stands twice is a warning, and the last one counts', () => {
  const { value, diagnostics } = read('a: 1\nb: 2\na: 3\n');
  expect(value.value).toEqual({ a: 3, b: 2 });
  expect(tell(diagnostics)).toBe(
    [
      'warning yaml/duplicate-key a.yml:3:1 Key a stands twice in one mapping; the last one counts.',
      '  note a.yml:1:1 first here',
      '  hint Remove one.',
    ].join('\n'),
  );
});

test.each([
  [
    'a: b: c',
    'error yaml/syntax a.yml:1:4 Broken YAML: Nested mappings are not allowed in compact mappings.\n  hint Put quotes round a value that holds a colon and a space.',
  ],
  [
    'a:\n\t- x',
    'error yaml/syntax a.yml:2:1 Broken YAML: Tabs are not allowed as indentation.\n  hint YAML is indented by spaces only; there is a tab in this line.',
  ],
  ['a: "x', `error yaml/syntax a.yml:1:6 Broken YAML: Missing closing ".`],
  [
    "a: {{ var('x') }}",
    'error yaml/syntax a.yml:1:5 Broken YAML: A key must be plain text, not a list or a mapping.\n  hint Put quotes round a value that starts with {{.',
  ],
  ['a: &a [*a]', 'error yaml/syntax a.yml:1:7 Broken YAML: This anchor contains itself.'],
  ['a: *b', 'error yaml/syntax a.yml:1:4 Broken YAML: There is no anchor &b.'],
  ['a: !other 1', 'error yaml/syntax a.yml:1:11 Broken YAML: YAML tag !other is not known here.'],
  [
    'a: 1\n---\nb: 2',
    'error yaml/syntax a.yml:2:1 Broken YAML: a second document begins here (---); a file holds one.',
  ],
  ['<<: 1\na: 2', 'error yaml/syntax a.yml:1:5 Broken YAML: A merge key (<<) takes a mapping or a list of mappings.'],
])('%j is one clear error', (text, told) => {
  const { value, diagnostics } = read(text);
  expect(tell(diagnostics)).toBe(told);
  expect(value.value).toBe(null);
});

test('a bomb of aliases costs nothing', () => {
  const levels = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
  const { value, diagnostics } = read(['a0: &a0 [1, 1]', ...levels].join('\n'));
  expect(diagnostics).toEqual([]);
  const last = (value.value as { a60: readonly Json[] }).a60;
  expect(last).toHaveLength(3);
  expect(last[0]).toBe(last[2]);
});

test('a text that is nested without end is an error, not a crash', () => {
  const { diagnostics } = read('['.repeat(20_000));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.code).toBe('yaml/syntax');
});

test('names of JavaScript objects are keys like any other', () => {
  const { value } = read('__proto__: {polluted: true}\nconstructor: 1\n');
  expect(Object.keys(value.value as object)).toEqual(['__proto__', 'constructor']);
  expect('polluted' in {}).toBe(false);
});

test('places: keys, values, list items, merged values, and the nearest where a path ends', () => {
  const { value } = read('a:\n  - x: 1\n    y: long text\nb: &b {c: 2}\nd:\n  <<: *b\n');
  expect(placeText(value.place(['a', 0, 'y']))).toBe('a.yml:3:8');
  expect(placeText(value.place(['a', 0, 'y'], 'key'))).toBe('a.yml:3:5');
  expect(value.place(['a', 0, 'y'])).toMatchObject({ length: 9, text: '    y: long text' });
  expect(placeText(value.place(['d', 'c']))).toBe('a.yml:4:11');
  expect(placeText(value.place(['a', 0, 'nothing', 'here']))).toBe('a.yml:2:5');
  expect(placeText(value.place(['nothing']))).toBe('a.yml:1:1');
});
