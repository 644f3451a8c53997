import { describe, expect, test } from 'vitest';
import { toData } from '../../../src/jinja/data.js';
import { staticCalls } from '../../../src/jinja/static-calls.js';
import { parseTemplate } from '../../../src/jinja/template.js';

const names = new Set(['ref', 'source', 'config', 'var']);

describe('staticCalls', () => {
  test('gives the calls with literal arguments and their places', () => {
    const source =
      "{{ config(tags=['a', 'b'], meta={'x': none, 'n': -1.5}) }}\nselect * from {{ ref('a', v=2) }} {# c #}";
    const calls = staticCalls(parseTemplate(source), names);
    expect(
      calls?.map(({ name, args, kwargs }) => [
        name,
        args.map(toData),
        [...kwargs].map(([key, value]) => [key, toData(value)]),
      ]),
    ).toEqual([
      [
        'config',
        [],
        [
          ['tags', ['a', 'b']],
          ['meta', { x: null, n: -1.5 }],
        ],
      ],
      ['ref', ['a'], [['v', 2]]],
    ]);
    expect(calls?.map((call) => source.slice(call.start, call.end))[1]).toBe("{{ ref('a', v=2) }}");
    expect(calls?.map((call) => source.slice(call.callStart, call.callEnd))[1]).toBe("ref('a', v=2)");
  });

  test('a template of text only has none', () => {
    expect(staticCalls(parseTemplate('select 1 {# ref #}{% raw %}{{ x }}{% endraw %}'), names)).toEqual([]);
  });

  test.each([
    '{{ ref(name) }}',
    "{{ ref('a') | upper }}",
    "{{ ref('a') ~ 'b' }}",
    "{{ ref('a').schema }}",
    "{{ other('a') }}",
    "{{ lib.ref('a') }}",
    "{{ ref(*['a']) }}",
    "{{ ref('a', **{}) }}",
    "{{ ref('a' ~ 'b') }}",
    '{{ config(meta={name: 1}) }}',
    "{% set a = ref('a') %}",
    "{% if true %}{{ ref('a') }}{% endif %}",
    '{% do config(a=1) %}',
    '{% macro ref() %}{% endmacro %}',
    '{{ 1 }}',
    "{{ ref('a'), ref('b') }}",
  ])('%s needs evaluation', (source) => {
    expect(staticCalls(parseTemplate(source), names)).toBeUndefined();
  });
});
