import { describe, expect, test } from 'vitest';
import { fnmatch, globPath } from '../../../src/graph/patterns.js';

describe('fnmatch', () => {
  // Each row was checked with Python's fnmatch.fnmatchcase.
  test.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['a*c', 'a.b/c', true],
    ['a?c', 'a.c', true],
    ['a?c', 'ac', false],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['[!ab]x', 'cx', true],
    ['[a-c]', 'b', true],
    ['[]]', ']', true],
    ['a[', 'a[', true],
    ['a.c', 'abc', false],
    ['*', '', true],
    ['a**b', 'axxb', true],
    ['(a|b)+', 'a', false],
    ['x\n*', 'x\ny', true],
  ])('%j on %j', (pattern, text, matches) => {
    expect(fnmatch(pattern)(text)).toBe(matches);
  });

  test('many stars do not make it hang', () => {
    expect(fnmatch('*'.repeat(50) + 'b')('a'.repeat(50_000))).toBe(false);
  });
});

describe('paths', () => {
  test.each([
    ['models/a.sql', 'models/a.sql', true],
    ['./models//a.sql', 'models/a.sql', true],
    ['models/*.sql', 'models/a.sql', true],
    ['models/*.sql', 'models/sub/a.sql', false],
    ['models/**/a.sql', 'models/a.sql', true],
    ['models/**/a.sql', 'models/x/y/a.sql', true],
    ['**', 'models/x/a.sql', true],
    ['models/**', 'models/x/a.sql', true],
    ['models/?/a.sql', 'models/x/a.sql', true],
    ['models', 'models/a.sql', false],
  ])('%j on %j', (pattern, path, matches) => {
    expect(globPath(pattern)(path)).toBe(matches);
  });
});
