import { describe, expect, test } from 'vitest';
import { bindMacro, callMacro, contextOf, renderSync } from '../../../src/jinja/render.js';
import { blocksOf, bodyOf, macrosOf, parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction, macroReturn, type Value } from '../../../src/jinja/values.js';

const SOURCE = `{# macros #}
{% macro cents(column, digits: int = 2) -%}
  ({{ column }} / 100)::numeric(16, {{ digits }})
{%- endmacro %}
{% test positive(model, column_name) %}select * from {{ model }} where {{ column_name }} < 0{% endtest %}
{% data_test old(model) %}x{% enddata_test %}
{% materialization mine, adapter='postgres', supported_languages=['sql', 'python'] %}m{% endmaterialization %}
{% materialization other, default %}{% endmaterialization %}
{% snapshot snap %} select {{ 1 }} {% endsnapshot %}
{% docs note %} Braces {{ need no }} {% closing %} here {% enddocs %}
`;

const template = parseTemplate(SOURCE, { file: 'macros/all.sql' });

describe('blocksOf', () => {
  test('finds the blocks with their kinds and names', () => {
    expect(blocksOf(template).map(({ type, name }) => `${type} ${name}`)).toEqual([
      ...['macro cents', 'test positive', 'test old'],
      ...['materialization mine', 'materialization other', 'snapshot snap', 'docs note'],
    ]);
    expect(macrosOf(template).map(({ name }) => name)).toEqual(['cents']);
  });

  test('gives ranges of block, name and body', () => {
    const [macro] = blocksOf(template);
    expect(SOURCE.slice(macro?.start, macro?.end)).toMatch(/^\{% macro cents[^]*endmacro %\}$/);
    expect(SOURCE.slice(macro?.nameRange.start, macro?.nameRange.end)).toBe('cents');
    expect(SOURCE.slice(macro?.bodyStart, macro?.bodyEnd)).toBe(
      '\n  ({{ column }} / 100)::numeric(16, {{ digits }})\n',
    );
  });

  test('gives parameters with types and defaults', () => {
    const [macro] = blocksOf(template);
    expect(macro?.parameters.map(({ name, type, fallback }) => [name, type, fallback?.kind])).toEqual([
      ['column', '', undefined],
      ['digits', 'int', 'literal'],
    ]);
    const [typed] = macrosOf(parseTemplate('{% macro m(a: dict[string, list[int]]) %}{% endmacro %}'));
    expect(typed?.parameters[0]?.type).toBe('dict[string,list[int]]');
  });

  test('gives the header of materializations', () => {
    const [mine, other] = blocksOf(template).filter(({ type }) => type === 'materialization');
    expect([mine?.adapter, mine?.languages]).toEqual(['postgres', ['sql', 'python']]);
    expect([other?.adapter, other?.languages]).toEqual(['default', []]);
  });

  test('takes the body of docs as it stands', () => {
    const docs = blocksOf(template).at(-1);
    expect(SOURCE.slice(docs?.bodyStart, docs?.bodyEnd)).toBe(' Braces {{ need no }} {% closing %} here ');
  });

  test('only macros leave a name behind when a template is rendered, and nothing is printed', () => {
    const text = renderSync(template, contextOf({})).text;
    expect(text.trim()).toBe('');
  });

  test('the body of a block is a template', () => {
    const block = blocksOf(template).find(({ type }) => type === 'snapshot');
    const rendered = renderSync(bodyOf(template, block!), contextOf({}));
    expect(rendered.text).toBe(' select 1 ');
    expect(rendered.spans[0]).toMatchObject({ file: 'macros/all.sql', sourceStart: SOURCE.indexOf(' select {{ 1') });
  });
});

describe('bindMacro and callMacro', () => {
  const names: Record<string, Value> = {};
  const context = contextOf(names);
  for (const block of blocksOf(template)) {
    if (block.type === 'macro' || block.type === 'test') names[block.name] = bindMacro(template, block, context);
  }
  names['return'] = hostFunction('return', ([value = null]) => macroReturn(value));

  test('calls from outside with arguments', () => {
    const macro = names['cents'];
    if (macro === undefined || typeof macro !== 'object' || macro === null || !('invoke' in macro)) throw new Error();
    expect(callMacro(macro, ['amount'])).toBe('(amount / 100)::numeric(16, 2)');
    expect(callMacro(macro, ['amount'], new Map([['digits', 3]]))).toBe('(amount / 100)::numeric(16, 3)');
  });

  test('calls from other templates', () => {
    const caller = parseTemplate("{{ positive('t', column_name=cents('x', digits=0)) }}");
    expect(renderSync(caller, context).text).toBe('select * from t where (x / 100)::numeric(16, 0) < 0');
  });

  test('a value may end a macro early, from anywhere', () => {
    const source = `
      {%- macro plain() %}a{{ return([1]) }}b{% endmacro -%}
      {%- macro nested() %}{% for i in [1, 2] %}{% if i == 2 %}{% do return(i) %}{% endif %}{% endfor %}{% endmacro -%}
      {%- macro inside() %}{{ 1 + return(5) }}{% endmacro -%}
      {%- macro wrap() %}[{{ caller() }}]{% endmacro -%}
      {%- macro through() %}{% call wrap() %}{{ return('out') }}{% endcall %}{% endmacro -%}
      {{ plain() }} {{ nested() + 1 }} {{ inside() }} {{ through() }}`;
    expect(renderSync(parseTemplate(source), context).text).toBe('[1] 3 5 out');
  });
});
