import { describe, expect, test } from 'vitest';
import { contextOf, render, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction, macroReturn, type Value } from '../../../src/jinja/values.js';
import { toText } from '../../../src/jinja/printing.js';
import { failure, summary } from './support.js';

const shared: Record<string, Value> = {
  return: hostFunction('return', ([value = null]) => macroReturn(value)),
  lib: hostFunction('lib', ([value = null]) => value),
};
const now = contextOf({ ...shared, q: hostFunction('q', ([value = null]) => value) });
const later = contextOf({
  ...shared,
  q: hostFunction('q', async ([value = null]) => {
    await Promise.resolve();
    return value;
  }),
});

describe('asynchronous calls', () => {
  test.each([
    '{{ q(1) }}',
    '{{ q(1) + q(2) }}',
    '{{ q(1) ~ 2 ~ q(3) }}',
    '{{ q(1) < q(2) < q(3) }} {{ 1 < q(2) < 3 }} {{ q(3) < 2 < q(1) }}',
    '{{ q(0) and 1 }} {{ q(1) and q(2) }} {{ q(0) or q(3) or 4 }}',
    "{{ 'a' if q(1) else 'b' }} {{ q('a') if q(0) else q('b') }}",
    '{{ not q(0) }} {{ -q(1) }}',
    "{{ [q(1), q(2)] }} {{ (q(1),) }} {{ {q('k'): q('v')} }}",
    "{{ q({'a': 1}).a }} {{ q([1, 2])[q(1)] }} {{ q([1, 2, 3])[q(1):] }}",
    "{{ q('a') | upper }} {{ [3, 4] | join(q('-')) }} {{ q(3) is odd }} {{ 4 is divisibleby q(2) }}",
    "{{ q('a,b').split(q(',')) }} {{ dict(a=q(1), **q({'b': 2})) }} {{ q([1]) | map('string') | list }}",
    '{% if q(0) %}a{% elif q(1) %}b{% else %}c{% endif %}',
    '{% if q(0) %}a{% elif q(0) %}b{% else %}{{ q(1) }}{% endif %}d',
    '{% for i in q([1, 2, 3]) %}{{ q(i) }}{{ loop.index }}{% if q(i) == 2 %}{% break %}{% endif %}{% else %}e{% endfor %}x',
    '{% for i in [1, 2, 3, 4] if q(i) is even %}{{ i }}{{ loop.last }}{% endfor %}',
    '{% for i in [1, 2, 3, 4] if q(i) is even %}{{ i }}{% endfor %}',
    '{% for i in [] %}x{% else %}{{ q(1) }}{% endfor %}',
    '{% for i in [1, [2]] recursive %}{{ q(i) if i is number else loop(i) }}{% endfor %}',
    '{% set a = q(1) %}{% set b, c = q([2, 3]) %}{{ a }}{{ b }}{{ c }}',
    '{% set a %}x{{ q(1) }}{% endset %}{% set b | upper | replace(q("A"), "b") %}a{{ q(1) }}{% endset %}{{ a }}{{ b }}',
    '{% set n = namespace(a=0) %}{% for i in [1, 2] %}{% set n.a = n.a + q(i) %}{% endfor %}{{ n.a }}',
    '{% macro m(a, b=q(2)) %}{{ q(a) }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(q(3), b=q(4)) | upper }}',
    '{% macro m() %}{{ caller(q(1)) }}{% endmacro %}{% call(x) m() %}{{ q(x) }}{% endcall %}',
    '{% macro m() %}{{ q(1) }}{{ return(q([5])) }}{% endmacro %}{{ m()[0] }}',
    '{% macro m() %}{% for i in [1, 2] %}{% do q(1) %}{{ return(i) }}{% endfor %}{% endmacro %}{{ m() }}',
    '{% macro m() %}{{ 1 + return(q(7)) }}{% endmacro %}{{ m() }}',
    '{% filter upper %}a{{ q("b") }}{% endfilter %}{% do q(1) %}{% with a = q(1), b = q(2) %}{{ a }}{{ b }}{% endwith %}',
    '{{ lib(q)(1) }}',
  ])('%s', async (source) => {
    const template = parseTemplate(source);
    const expected = renderSync(template, now);
    const result = render(template, later);
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toEqual(expected);
  });

  test('without any, nothing is a promise', () => {
    expect(render(parseTemplate('{% for i in [1] %}{{ q(i) }}{% endfor %}'), now)).not.toBeInstanceOf(Promise);
  });

  test('run one after the other', async () => {
    const events: string[] = [];
    const q = hostFunction('q', async ([value = null]) => {
      events.push(`begin ${toText(value)}`);
      await Promise.resolve();
      events.push(`end ${toText(value)}`);
      return value;
    });
    await render(parseTemplate('{{ [q(1), q(2)] }}{% for i in [3, 4] %}{{ q(i) }}{% endfor %}'), contextOf({ q }));
    expect(events).toEqual([1, 2, 3, 4].flatMap((value) => [`begin ${value}`, `end ${value}`]));
  });

  test('ten thousand of them do not overflow anything', async () => {
    const q = hostFunction('q', ([value = null]) => Promise.resolve(value));
    const loop = parseTemplate('{% for i in range(10000) %}{{ q(i) }}{% endfor %}');
    const flat = parseTemplate('{{ q(1) }}'.repeat(10_000));
    expect((await render(loop, contextOf({ q }))).text).toHaveLength(38_890);
    expect((await render(flat, contextOf({ q }))).text).toHaveLength(10_000);
  });

  test('renderSync says that it cannot wait', () => {
    const q = hostFunction('q', () => Promise.resolve(1));
    expect(summary(failure('a {{ q() }}', { q }))).toMatch(/^template\/async .*asynchronous function/);
  });

  test('where a filter calls a filter, waiting is refused with a cure', () => {
    const filters = new Map([['late', hostFunction('late', () => Promise.resolve(1))]]);
    expect(summary(failure("{{ [1] | map('late') | list }}", {}, { filters }))).toBe(
      'template/async 1:4 an asynchronous function cannot be called here (call it in a loop instead)',
    );
  });
});
