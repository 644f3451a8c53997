import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { readYaml } from '../../../src/core/yaml.js';
import { placeText, tell } from '../../support/tell.js';

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
    'error yaml/syntax a.yml:1:5 Broken YAML: two keys in one line.\n  hint Put quotes round a value that holds a colon and a space.',
  ],
  [
    'a:\n\t- x',
    'error yaml/syntax a.yml:2:1 Broken YAML: tabs are not allowed as indentation.\n  hint YAML is indented by spaces only; there is a tab in this line.',
  ],
  ['a: "x', `error yaml/syntax a.yml:1:6 Broken YAML: missing closing ".`],
  [
    "a: {{ var('x') }}",
    'error yaml/syntax a.yml:1:5 Broken YAML: A key must be plain text, not a list or a mapping.\n  hint Put quotes round a value that starts with {{.',
  ],
  ['a: &a [*a]', 'error yaml/syntax a.yml:1:8 Broken YAML: This anchor contains itself.'],
  ['a: *b', 'error yaml/syntax a.yml:1:4 Broken YAML: There is no anchor &b.'],
  ['a: !other 1', 'error yaml/syntax a.yml:1:11 Broken YAML: YAML tag !other cannot be used here.'],
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

test('a bomb of aliases is refused where it becomes one', () => {
  const levels = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
  const { value, diagnostics } = read(['a0: &a0 [1, 1]', ...levels].join('\n'));
  expect(tell(diagnostics)).toBe(
    'error yaml/aliases a.yml:12:18 Aliases of this file stand for more than 1,000,000 values.\n  hint Write fewer aliases of aliases.',
  );
  expect(value.value).toBe(null);
});

test('an alias costs nothing however large what it stands for', () => {
  const { value, diagnostics } = read('a: &a [1, 2]\nb: *a\n');
  expect(diagnostics).toEqual([]);
  const { a, b } = value.value as { a: Json; b: Json };
  expect(b).toBe(a);
});

test('ten megabytes are read, and a place at their end is found at once', () => {
  const entries = Array.from(
    { length: 60_000 },
    (_, i) => `  - name: model_${i}\n    description: "${'x'.repeat(130)}"\n`,
  );
  const text = `models:\n${entries.join('')}`;
  expect(text.length).toBeGreaterThan(10_000_000);
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  for (let i = 0; i < 60_000; i += 10) value.place(['models', i, 'name']);
  expect(placeText(value.place(['models', 59_999, 'name']))).toBe('a.yml:120000:11');
});

test.each([
  ['a: @x', 'a value cannot start with @', 'Put quotes round a value that starts with @.'],
  ['a: "x" y', 'text behind a quoted value', 'Put quotes round the whole value.'],
  ['a: {{ x }} y', 'text behind {{ ... }}', 'Put quotes round a value that starts with {{.'],
  ['a: 1\n b: 2', 'this line is indented unlike those before it', 'Keys of one mapping begin in one column.'],
  ['a: [1', 'missing closing ] or }', undefined],
  ['a: \u0007', 'a character that cannot be printed', undefined],
  ['- a\nb: 1', 'this does not belong to what stands before it', undefined],
  [
    'a: 2026-13-01',
    '2026-13-01 looks like a date, but there is no such day or time',
    'Put quotes round it if it is meant as text.',
  ],
  ['a: =', 'A lone = has a meaning of its own in YAML', 'Put quotes round it.'],
  ['['.repeat(200), 'nested deeper than 100 levels', undefined],
])('%j: why', (text, reason, hint) => {
  const [found, ...more] = read(text).diagnostics;
  expect(more).toEqual([]);
  expect(found).toMatchObject({ code: 'yaml/syntax', message: `Broken YAML: ${reason}.` });
  expect(found?.hint).toBe(hint);
});

test.each<[string, string]>([
  ['2026-1-5 8:00:00', '2026-01-05 08:00:00'],
  ['2026-01-05T08:00:00Z', '2026-01-05 08:00:00+00:00'],
  ['2001-12-14 21:59:43.10 -5', '2001-12-14 21:59:43.100000-05:00'],
  ['2026-1-5', '2026-1-5'],
])('a time is kept as Python prints it: %s', (text, printed) => {
  expect(read(`a: ${text}`).value.value).toEqual({ a: printed });
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

describe('lines of flow style and quoted texts may begin anywhere, as in PyYAML', () => {
  test('closing brackets below their key, and places behind them', () => {
    const { value, diagnostics } = read('a:\n  b: [\n  x,\n  "p\nq"\n  ]\n  c: {\nd: 1\n}\ne: f\n');
    expect(diagnostics).toEqual([]);
    expect(value.value).toEqual({ a: { b: ['x', 'p q'], c: { d: 1 } }, e: 'f' });
    expect(placeText(value.place(['a', 'b', 1]))).toBe('a.yml:4:3');
    expect(placeText(value.place(['a', 'c', 'd']))).toBe('a.yml:8:4');
    expect(placeText(value.place(['e']))).toBe('a.yml:10:4');
  });

  test('brackets in blocks keep their indentation', () => {
    const { value } = read('a: |\n  [\n    }\n  ]\nb: [\n1\n]\nc: >\n  x\n  ]\n');
    expect(value.value).toEqual({ a: '[\n  }\n]\n', b: [1], c: 'x ]\n' });
  });

  test('a tab as a separator', () => {
    expect(read('a: {b:\tc}\n').value.value).toEqual({ a: { b: 'c' } });
  });

  test('a mistake elsewhere has its place in the text as it is', () => {
    expect(tell(read('a: [\n1\n]\nb: @x\n').diagnostics)).toContain(
      'a.yml:4:4 Broken YAML: a value cannot start with @.',
    );
  });

  test('thousands of them take no longer than few', () => {
    const text =
      'a: [\n1\n]\n'.replace('a', 'x') + Array.from({ length: 5000 }, (_, i) => `k${i}: [\n  ${i}\n]\n`).join('');
    expect(read(text).value.value).toMatchObject({ x: [1], k4999: [4999] });
  });
});

test('a block at the end of a text without a last line end has none either', () => {
  expect(read('a: |\n  x').value.value).toEqual({ a: 'x' });
  expect(read('a: |\n  x\n').value.value).toEqual({ a: 'x\n' });
});
