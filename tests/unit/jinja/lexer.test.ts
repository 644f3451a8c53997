import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex } from '../../../src/jinja/lexer.js';
import { TemplateError } from '../../../src/jinja/error.js';

function kinds(source: string): string[] {
  return lex('f', source).map((token) => (token.value === '' ? token.kind : `${token.kind} ${token.value}`));
}

describe('lex', () => {
  test('splits text, outputs and tags', () => {
    expect(kinds("a {{ b.c }}{% if d == 'e' %}\n")).toEqual([
      ...['text a ', 'variable-begin', 'name b', 'operator .', 'name c', 'variable-end'],
      ...['block-begin', 'name if', 'name d', 'operator ==', 'string e', 'block-end', 'end'],
    ]);
  });

  test.each([
    ['1_000', 'integer 1000'],
    ['0x_ff', 'integer 0xff'],
    ['0b101', 'integer 0b101'],
    ['1.5e-3', 'float 1.5e-3'],
    ['1e5', 'float 1e5'],
    ['12_3.4_5', 'float 123.45'],
  ])('reads the number %s', (source, token) => {
    expect(kinds(`{{ ${source} }}`)).toEqual(['variable-begin', token, 'variable-end', 'end']);
  });

  test('does not take digits after a dot for a float', () => {
    expect(kinds('{{ a.0.1 }}').slice(1, -2)).toEqual(['name a', 'operator .', 'integer 0', 'operator .', 'integer 1']);
  });

  test('braces inside a tag do not end it', () => {
    expect(kinds("{{ {'a': {'b': 1}} }}").filter((kind) => kind === 'variable-end')).toHaveLength(1);
  });

  test.each([
    ['a \n {%- if x -%} \n b', 'a|b'],
    ['a {{- x -}} b', 'a|b'],
    ['a {#- c -#} b', 'a|b'],
    ['a {%+ if x +%} b', 'a | b'],
    ['a {% raw -%} {{ x }} {%- endraw %} b', 'a |{{ x }}| b'],
    ['a{##}b', 'a|b'],
    ['a\r\nb\rc', 'a\n|b\n|c'],
    ['a{% docs x %} {{ unclosed {% enddocs %}b', 'a| {{ unclosed |b'],
  ])('text of %j is %j', (source, texts) => {
    const tokens = lex('f', source).filter((token) => token.kind === 'text');
    expect(tokens.map((token) => token.value).join('|')).toBe(texts);
  });

  test.each([
    ['a\n', {}, 'a'],
    ['a\n\n', {}, 'a\n'],
    ['a\r\n', {}, 'a'],
    ['a\n', { keepTrailingNewline: true }, 'a\n'],
    ['{% do x %}\nb', { trimBlocks: true }, 'b'],
    ['{{ x }}\nb', { trimBlocks: true }, '\nb'],
    ['a\n  {% do x %}b', { lstripBlocks: true }, 'a\nb'],
    ['a\n  {%+ do x %}b', { lstripBlocks: true }, 'a\n  b'],
    ['a\n  {{ x }}b', { lstripBlocks: true }, 'a\n  b'],
  ])('options: %j with %j', (source, options, expected) => {
    const tokens = lex('f', source, options).filter((token) => token.kind === 'text');
    expect(tokens.map((token) => token.value).join('')).toBe(expected);
  });

  test('decodes escapes as Python does', () => {
    const [, token] = lex('f', String.raw`{{ 'a\n\t\\\'\x41\u00e9\U0001F600\101\q' }}`);
    expect(token?.value).toBe("a\n\t\\'A\u00e9\u{1F600}A\\q");
  });

  test('every token but text stands where it says', () => {
    const pieces = fc.constantFrom('{{ ', ' }}', 'abc', '"s"', '12', '.', '(', ')', '{% if x %}', '\n', ' ', '{# c #}');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const source = parts.join('');
        for (const token of tokensOf(source)) {
          if (['name', 'integer', 'operator', 'text'].includes(token.kind)) {
            expect(source.slice(token.start, token.end)).toBe(token.value);
          }
        }
      }),
    );
  });
});

function tokensOf(source: string): ReturnType<typeof lex> {
  try {
    return lex('f', source);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return [];
  }
}
