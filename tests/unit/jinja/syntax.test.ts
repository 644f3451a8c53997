import { describe, expect, test } from 'vitest';
import { failure, summary, text } from './support.js';

describe('syntax errors say what, where and the cure', () => {
  test.each([
    ['{{ a', "template/syntax 1:1 a tag that '{{' opens is not closed (add '}}')"],
    ['x\n{% if a', "template/syntax 2:1 a tag that '{%' opens is not closed (add '%}')"],
    ['{# a', "template/syntax 1:1 a comment that '{#' opens is not closed (add '#}')"],
    ['{% raw %} a', "template/syntax 1:1 the block 'raw' is not closed (add '{% endraw %}')"],
    ['{% if a %}', "template/syntax 1:4 the block 'if' is not closed (add '{% endif %}')"],
    ['{% for a in b %}{% else %}', "template/syntax 1:4 the block 'for' is not closed (add '{% endfor %}')"],
    ['{% docs a %} {{ b', "template/syntax 1:4 the block 'docs' is not closed (add '{% enddocs %}')"],
    ["{{ 'a }}", "template/syntax 1:4 a string is not closed (add ')"],
    ['{{ (1 }}', "template/syntax 1:7 unexpected '}', expected ')'"],
    ['{{ 1 ? 2 }}', "template/syntax 1:6 unexpected character '?'"],
    ['{{ }}', "template/syntax 1:4 expected an expression, got '}}'"],
    ['{{ 1 2 }}', "template/syntax 1:6 expected '}}', got '2'"],
    ['{{ a. }}', "template/syntax 1:7 expected a name or number, got '}}'"],
    ['{% fro a in b %}', "template/syntax 1:4 unknown tag 'fro' (did you mean 'for'?)"],
    ['{% include "x" %}', "template/syntax 1:4 the tag 'include' is not supported (use macros instead)"],
    [
      '{% if a %}{% endfor %}',
      "template/syntax 1:14 unexpected tag 'endfor': the block 'if' is still open and expects 'elif' or 'else' or 'endif'",
    ],
    ['{% endif %}', "template/syntax 1:4 unknown tag 'endif'"],
    ['{% set 1 = 2 %}', "template/syntax 1:8 expected a name to assign to, got '1'"],
    ['{% set none = 2 %}', "template/syntax 1:8 cannot assign to 'none'"],
    ['{% set a b %}', "template/syntax 1:10 expected '=' or '%}', got 'b'"],
    ['{% for a on b %}', "template/syntax 1:10 expected 'in', got 'on'"],
    ['{% break %}', "template/syntax 1:4 'break' stands outside a loop"],
    [
      '{% for a in b %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}',
      "template/syntax 1:35 'break' stands outside a loop",
    ],
    ['{% call a %}{% endcall %}', "template/syntax 1:9 'call' needs a call of a macro (write '{% call name() %}')"],
    ['{% macro m(a, a) %}{% endmacro %}', "template/syntax 1:15 the parameter 'a' stands twice"],
    [
      '{% macro m(a=1, b) %}{% endmacro %}',
      "template/syntax 1:17 the parameter 'b' needs a default, as one before it has one",
    ],
    ['{{ f(a=1, a=2) }}', "template/syntax 1:11 the argument 'a' is given twice"],
    [
      '{{ f(a=1, 2) }}',
      'template/syntax 1:11 this argument cannot stand here (the order is: positional arguments, name=value, *list, **mapping)',
    ],
    ['{{ a is b is c }}', "template/syntax 1:11 tests with 'is' cannot be chained (put the first test in parentheses)"],
    [
      '{% materialization m, adaptor="x" %}{% endmaterialization %}',
      "template/syntax 1:23 expected 'default', 'adapter' or 'supported_languages', got 'adaptor'",
    ],
    [String.raw`{{ '\xZZ' }}`, 'template/syntax 1:4 a string holds a broken escape (double the backslash)'],
  ])('%s', (source, expected) => {
    expect(summary(failure(source))).toBe(expected);
  });

  test('the place counts lines after any line end and carries the file', () => {
    const error = failure('a\r\nb\nc {{ d e }}', {}, { file: 'models/x.sql' });
    expect([error.file, error.line, error.column, error.offset, error.length]).toEqual(['models/x.sql', 3, 8, 12, 1]);
  });

  test.each([
    ['parentheses', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
    ['lists', `{{ ${'['.repeat(5000)}${']'.repeat(5000)} }}`],
    ['signs', `{{ ${'-'.repeat(5000)}1 }}`],
    ['nots', `{{ ${'not '.repeat(5000)}1 }}`],
    ['conditions', `{{ ${'1 if 1 else '.repeat(5000)}1 }}`],
    ['targets', `{% set ${'('.repeat(5000)}a${')'.repeat(5000)} = 1 %}`],
    ['blocks', `${'{% if 1 %}'.repeat(5000)}${'{% endif %}'.repeat(5000)}`],
  ])('refuses what is nested too deeply: %s', (_what, source) => {
    expect(failure(source).code).toBe('template/limit');
  });

  test('long chains that do not nest are fine', () => {
    expect(text(`{{ ${'1 ~ '.repeat(20_000)}1 }}`)).toHaveLength(20_001);
    expect(text(`{{ ${'1 and '.repeat(20_000)}2 }}`)).toBe('2');
    expect(text(`{% if 0 %}${'{% elif 0 %}'.repeat(5_000)}{% else %}x{% endif %}`)).toBe('x');
  });

  test('a sum of a hundred thousand terms is a clear error at worst', () => {
    expect(failure(`{{ 1${' + 1'.repeat(100_000)} }}`).code).toBe('template/limit');
  });
});

describe('the rules of precedence', () => {
  test.each([
    ['2 + 3 * 4', '14'],
    ['2 ** 3 ** 2', '64'],
    ['-2 ** 2', '4'],
    ['1 ~ 2 + 3', '!'],
    ["'a' ~ 1 + 2", '!'],
    ['not 1 == 2', 'True'],
    ['1 < 2 < 3', 'True'],
    ['1 < 3 < 2', 'False'],
    ['1 in [1] == true', 'False'],
    ["'a' if 0 else 'b' if 0 else 'c'", 'c'],
    ["'a' | upper ~ 'b'", 'Ab'],
    ['1 + 2 | string | length', '2'],
    ['-1 | abs', '1'],
    ['1 is odd and 2 is even', 'True'],
    ['1 is not odd or 2 is divisibleby 2', 'True'],
    ['(1, 2) + (3,)', '(1, 2, 3)'],
    ['()', '()'],
    ['1,', '(1,)'],
    ["'a' 'b' \"c\"", 'abc'],
    ['[1, 2, 3][1:][0]', '2'],
    ["{'a': 1}.a", '1'],
    ["{'a': {'b': [5]}}.a.b.0", '5'],
  ])('%s is %s', (source, expected) => {
    const run = (): string => text(`{{ ${source} }}`);
    if (expected === '!') expect(run).toThrow();
    else expect(run()).toBe(expected);
  });
});
