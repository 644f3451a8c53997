import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindMacro, contextOf, renderSync } from '../../../src/jinja/render.js';
import { sourceOf, type Rendered } from '../../../src/jinja/spans.js';
import { macrosOf, parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction, macroReturn, type Value } from '../../../src/jinja/values.js';
import { fragments } from '../../conformance/jinja/pieces.js';
import { TemplateError } from '../../../src/jinja/error.js';

const LIBRARY = `{% macro cents(c) %}({{ c }} / 100){% endmacro %}
{% macro sum_cents(c) %}sum({{ cents(c) }}){% endmacro %}
{% macro default__later(x) %}later than {{ x }}{% endmacro %}
{% macro later(x) %}{{ return(default__later(x)) }}{% endmacro %}
{% macro wrap() %}[{{ caller() }}]{% endmacro %}`;

const sources: Readonly<Record<string, string>> = { 'macros.sql': LIBRARY };

function rendered(source: string): Rendered {
  const names: Record<string, Value> = { return: hostFunction('return', ([value = null]) => macroReturn(value)) };
  const context = contextOf(names);
  const library = parseTemplate(LIBRARY, { file: 'macros.sql' });
  for (const block of macrosOf(library)) names[block.name] = bindMacro(library, block, context);
  return renderSync(parseTemplate(source, { file: 'model.sql' }), context);
}

/** Every span as `file literal? "rendered" <- "source"`. */
function mapping(source: string): string[] {
  const result = rendered(source);
  return result.spans.map((span) => {
    const from = (sources[span.file] ?? source).slice(span.sourceStart, span.sourceEnd);
    const sign = span.literal ? '=' : '<-';
    return `${span.file} ${JSON.stringify(result.text.slice(span.start, span.end))} ${sign} ${JSON.stringify(from)}`;
  });
}

describe('spans', () => {
  test('text and outputs', () => {
    expect(mapping("a {{ 'x' ~ 1 }} b")).toEqual([
      'model.sql "a " = "a "',
      `model.sql "x1" <- "{{ 'x' ~ 1 }}"`,
      'model.sql " b" = " b"',
    ]);
  });

  test('lead into macros within macros', () => {
    expect(mapping("select {{ sum_cents('amount') }}")).toEqual([
      'model.sql "select " = "select "',
      'macros.sql "sum(" = "sum("',
      'macros.sql "(" = "("',
      'macros.sql "amount" <- "{{ c }}"',
      'macros.sql " / 100)" = " / 100)"',
      'macros.sql ")" = ")"',
    ]);
  });

  test('survive a dispatching macro, variables, set blocks and call blocks', () => {
    expect(mapping("{{ later('1') }}")[0]).toBe('macros.sql "later than " = "later than "');
    expect(mapping("{% set t = sum_cents('some_column') ~ '' %}{{ t }}")[0]).toContain('macros.sql "sum("');
    expect(mapping('{% set t %}select a_long_column from b{% endset %}{{ t }}')).toEqual([
      'model.sql "select a_long_column from b" = "select a_long_column from b"',
    ]);
    expect(mapping('{% call wrap() %}in{% endcall %}')).toEqual([
      'macros.sql "[" = "["',
      'model.sql "in" = "in"',
      'macros.sql "]" = "]"',
    ]);
  });

  test('the way in is known for every place', () => {
    const result = rendered("select {{ sum_cents('amount') }}");
    const place = sourceOf(result, result.text.indexOf('/ 100'));
    expect(place).toMatchObject({ file: 'macros.sql', offset: LIBRARY.indexOf('/ 100'), length: 1 });
    const calls = [];
    for (let frame = place?.via ?? null; frame !== null; frame = frame.parent)
      calls.push(`${frame.name} in ${frame.file}`);
    expect(calls).toEqual(['cents in macros.sql', 'sum_cents in model.sql']);
    expect(sourceOf(result, result.text.length)).toBeUndefined();
  });

  test('line ends are mapped although they are changed', () => {
    const source = 'a\r\nb\r\n{{ 1 }}c';
    const result = rendered(source);
    expect(result.text).toBe('a\nb\n1c');
    expect([...result.text].map((_, offset) => source[sourceOf(result, offset)?.offset ?? -1])).toEqual([
      ...['a', '\r', 'b', '\r', '{', 'c'],
    ]);
  });

  test('spans lie side by side, cover all, and literal ones are the source itself', () => {
    fc.assert(
      fc.property(fc.array(fragments(), { minLength: 1, maxLength: 4 }), (parts) => {
        const source = parts.join('');
        const result = attempt(source);
        if (result === undefined) return;
        let end = 0;
        for (const span of result.spans) {
          expect(span.start).toBe(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
          const written = result.text.slice(span.start, span.end);
          const read = source.slice(span.sourceStart, span.sourceEnd);
          if (span.literal && !written.includes('\n')) expect(read).toBe(written);
        }
        expect(end).toBe(result.text.length);
      }),
      { numRuns: 500 },
    );
  });
});

function attempt(source: string): Rendered | undefined {
  try {
    return renderSync(parseTemplate(source), contextOf({ num: 3, xs: [1, 2], yes: true, s: 'text' }));
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return undefined;
  }
}
