import { describe, expect, test } from 'vitest';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction } from '../../../src/jinja/values.js';
import { failure } from './support.js';

describe('limits', () => {
  test.each([
    ['output', '{% for i in range(1000) %}xxxxxxxxxx{% endfor %}', { outputLength: 5000 }],
    [
      'output of captured text',
      '{% for i in range(1000) %}{% set a %}xxxxxxxxxx{% endset %}{% endfor %}',
      { outputLength: 5000 },
    ],
    ['rounds', '{% for i in range(1000) %}{% for j in range(1000) %}{% endfor %}{% endfor %}', { iterations: 10_000 }],
    ['rounds that pass no filter', '{% for i in range(1000) if false %}{% endfor %}', { iterations: 100 }],
    ['rounds within filters', "{{ range(1000) | map('string') | list }}", { iterations: 100 }],
    [
      'a list that grows while it is gone through',
      '{% set l = [1] %}{% for i in l %}{% do l.append(1) %}{% endfor %}',
      { iterations: 10_000 },
    ],
    ['macros that call themselves', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', {}],
    [
      'macros that call each other',
      '{% macro a() %}{{ caller() }}{{ b() }}{% endmacro %}{% macro b() %}{% call a() %}{% endcall %}{% endmacro %}{{ b() }}',
      {},
    ],
    ['recursive loops', '{% set l = [] %}{% do l.append(l) %}{% for i in l recursive %}{{ loop(i) }}{% endfor %}', {}],
  ])('%s', (_what, source, limits) => {
    const error = failure(source, {}, { limits });
    expect(error.code).toBe('template/limit');
    expect(error.hint).toMatch(/^(look for|make it shorter)/);
    expect(error.line).toBe(1);
  });

  test.each([
    "{{ 'a' * 1000000000 }}",
    '{{ range(1000000000000) }}',
    "{{ 'a'.ljust(1000000000) }}",
    "{{ 'a' | center(1000000000) }}",
    "{{ 'a\\nb' | indent(1000000000) }}",
    "{{ '%.1000000000f' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '{:.1000000000f}'.format(1.5) }}",
    "{{ ('a',) * 1000000000 }}",
    '{{ 2 ** (10 ** 12) }}',
    "{{ 'a'.join(range(10 ** 9)) }}",
    "{{ 'ab'.replace('', 'a' * 9999999) }}",
    "{{ 'a\tb'.expandtabs(10 ** 12) }}",
    '{{ [1] * 1000000000 }}',
    '{{ range(1000000000) }}',
    '{{ 9 ** 999999 }}',
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:010000,}'.format(1) | length }}{{ '{:0100000,}'.format(1) }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ 'a'.zfill(1000000000) }}",
    '{{ 1.5 | round(100000) }}{{ 1 | round(-100000) }}',
    '{% set n = namespace(s="ab") %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}',
    '{% set n = namespace(s="ab") %}{% for i in range(64) %}{% set n.s = n.s ~ n.s %}{% endfor %}',
    '{% set n = namespace(s=[1, 2]) %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}',
    '{% set n = namespace(s=2) %}{% for i in range(64) %}{% set n.s = n.s * n.s %}{% endfor %}',
    '{% set l = [1, 2] %}{% for i in range(64) %}{% do l.extend(l) %}{% endfor %}',
    "{% set n = namespace(s='ab') %}{% for i in range(64) %}{% set n.s = n.s.replace('', n.s) %}{% endfor %}",
    "{% set n = namespace(s='ab') %}{% for i in range(64) %}{% set n.s = n.s.join(['a', 'b', n.s]) %}{% endfor %}",
    '{% set n = namespace(s=[1]) %}{% for i in range(64) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s | string | length }}',
  ])('%s ends with a clear error, and soon', (source) => {
    expect(failure(source).code).toBe('template/limit');
  });

  test.each([
    '{% for i in range(1000) %}{% do l.append([i] * 9000) %}{% endfor %}',
    "{% for i in range(1000) %}{% do l.append(('b' * 9000) | upper) %}{% endfor %}",
    "{% set big = 'b' * 9000 %}{% for i in range(100000) %}{{ big[i] }}{% endfor %}",
    "{% set big = 'b' * 9000 %}{% for i in range(100000) %}{{ 'c' in big }}{% endfor %}",
    "{% set big = 'b' * 9000 %}{% for i in range(100000) %}{% for c in big %}{% break %}{% endfor %}{% endfor %}",
    "{% set big = 'b' * 9000 %}{% for i in range(100000) %}{% set x = big.find('c') %}{% endfor %}",
    '{% for i in range(100000) %}{% do l.append([1, 2, 3, 4, 5, 6, 7, 8, 9]) %}{% endfor %}',
  ])('%s uses up what may be built', (source) => {
    expect(failure(`{% set l = [] %}${source}`, {}, { limits: { built: 2_000_000 } }).code).toBe('template/limit');
  });

  test('an honest template is far from any limit', () => {
    const source =
      "{% set n = namespace(s='') %}{% for i in range(3000) %}{% set n.s = n.s ~ ' union all select ' ~ i %}{% endfor %}{{ n.s }}";
    const limits = { outputLength: 100_000, iterations: 3_001, built: 1_000_000 };
    expect(renderSync(parseTemplate(source), contextOf({}), { limits }).text).toHaveLength(67_890 - 3_000);
  });

  test('a value that holds itself is printed and compared without end', () => {
    const source = '{% set l = [] %}{% do l.append(l) %}{% set d = {} %}{% do d.update({"d": d}) %}{{ l }}{{ d }}';
    expect(renderSync(parseTemplate(source), contextOf({})).text).toBe("[[...]]{'d': {...}}");
    expect(failure('{% set l = [] %}{% do l.append(l) %}{{ l | tojson }}').code).toBe('template/value');
    const twins = '{% set a = [] %}{% set b = [] %}{% do a.append(b) %}{% do b.append(a) %}{{ a == b }}';
    expect(failure(twins).code).toBe('template/limit');
  });

  test('deep calls of the host do not escape as a stack overflow', () => {
    const f = hostFunction('f', ([value = null], _kwargs, site) => site.call(value, [value]));
    const error = failure('{% macro m(x) %}{{ f(x) }}{% endmacro %}{{ m(m) }}', { f });
    expect(error.code).toBe('template/limit');
    const spin = hostFunction('spin', (args, kwargs, site) => spin.call(args, kwargs, site));
    expect(failure('{{ spin() }}', { spin }).code).toBe('template/limit');
  });

  test('repeated openings take time in proportion', () => {
    for (const piece of [
      '{% raw %}{%',
      '{# ',
      '{%- raw',
      '{{ "',
      '{%   ',
      '{% docs a %}{%',
      '{{ 1_',
      '{{ [',
      "{{ 'a' ",
      '\\',
    ]) {
      const source = piece.repeat(20_000);
      expect(() => parseTemplate(source)).not.toThrow(RangeError);
    }
  });
});
