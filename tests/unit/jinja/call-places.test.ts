import { describe, expect, test } from 'vitest';
import type { TemplateError } from '../../../src/jinja/error.js';
import { bindMacro, contextOf, renderSync } from '../../../src/jinja/render.js';
import { macrosOf, parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction, type UndefinedMode, type Value } from '../../../src/jinja/values.js';
import { failure, text } from './support.js';

function notes(error: TemplateError, source: string): string[] {
  return error.also.map((note) => `${note.note} ${source.slice(note.offset, note.offset + note.length)}`);
}

describe('errors tell the calls that led there', () => {
  test('through macros, call blocks and recursive loops', () => {
    const source =
      '{% macro in() %}{{ caller() }}{% endmacro %}{% macro out(x) %}{% call in() %}{{ x.y }}{% endcall %}{% endmacro %}{% for i in [1] recursive %}{{ out() if loop.depth > 1 else loop([2]) }}{% endfor %}';
    const error = failure(source, {}, { undefined: 'lenient' });
    expect(source.slice(error.offset, error.offset + error.length)).toBe('x.y');
    expect(notes(error, source)).toEqual([
      'in the body of a call block, called from caller()',
      "in macro 'in', called from in()",
      "in macro 'out', called from out()",
      'in a recursive loop, called from loop([2])',
    ]);
  });

  test('and out of a template that a function renders', () => {
    const inner = parseTemplate('{% macro m() %}{{ 1 + none }}{% endmacro %}{{ m() }}', { file: 'inner.sql' });
    const show = hostFunction('show', () => renderSync(inner, contextOf({})).text);
    const source = '{% macro wrap() %}{{ show() }}{% endmacro %}{{ wrap() }}';
    const error = failure(source, { show }, { file: 'outer.sql' });
    expect([error.file, ...error.also.map((note) => `${note.note} ${note.file}`)]).toEqual([
      'inner.sql',
      "in macro 'm', called from inner.sql",
      'called from outer.sql',
      "in macro 'wrap', called from outer.sql",
    ]);
  });

  test('of a long way the beginning and the end', () => {
    const source = '{% macro m(n) %}{{ m(n - 1) if n else nope }}{% endmacro %}{{ m(100) }}';
    const told = notes(failure(source), source);
    expect(told).toHaveLength(18);
    expect(told[17]).toBe("in macro 'm', called from m(100)");
  });
});

describe('a macro with a mode of its own for undefined values', () => {
  const library = parseTemplate('{% macro f(a) %}{{ a.x }}{% endmacro %}{% macro g(a) %}[{{ a }}]{% endmacro %}');
  const names = (mode?: UndefinedMode): Record<string, Value> =>
    Object.fromEntries(
      macrosOf(library).map((block) => [
        block.name,
        bindMacro(library, block, contextOf({}), mode === undefined ? {} : { undefined: mode }),
      ]),
    );

  test('keeps it whatever its caller has', () => {
    expect(failure('{{ f() }}', names('lenient'), { undefined: 'chainable' }).code).toBe('template/undefined');
    expect(text('{{ g() }}{{ nope.x.y }}', names('lenient'), { undefined: 'chainable' })).toBe('[]');
  });

  test('has its caller\u2019s otherwise', () => {
    expect(text('{{ f() }}', names(), { undefined: 'chainable' })).toBe('');
    expect(failure('{{ g() }}', names()).code).toBe('template/undefined');
  });
});
