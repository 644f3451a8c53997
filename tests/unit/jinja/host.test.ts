import { describe, expect, test } from 'vitest';
import { fromData, toData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { float } from '../../../src/jinja/float.js';
import { contextOf, render, renderSync, renderValue } from '../../../src/jinja/render.js';
import { toText } from '../../../src/jinja/printing.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { Dict, hostFunction, PySet, tuple, type HostObject, type Value } from '../../../src/jinja/values.js';
import { failure, summary, text } from './support.js';

const relation: HostObject = {
  kind: 'object',
  typeName: 'Relation',
  get: (name) =>
    name === 'schema' ? 'public' : name === 'include' ? hostFunction('include', () => 'included') : undefined,
  names: () => ['schema', 'include'],
  print: () => '"public"."orders"',
  equals: (other) => other === relation,
};

const table: HostObject = {
  kind: 'object',
  typeName: 'Table',
  get: (name) => (name === 'rows' ? [tuple([1, 'a'], ['id', 'name'])] : undefined),
  item: (key) => (key === 0 ? 'first' : undefined),
  iterate: () => ['r1', 'r2'],
  length: () => 2,
  operate: (operator, other, side) => (operator === '-' ? `${side} ${toText(other)}` : undefined),
  compare: () => -1,
  call: (args) => args.length,
};

describe('values of the host', () => {
  test.each([
    ['{{ r }} {{ r ~ "" }} {{ [r] }}', '"public"."orders" "public"."orders" ["public"."orders"]'],
    ["{{ r.schema }} {{ r['schema'] }} {{ r.include() }}", 'public public included'],
    ['{{ r == r }} {{ r == 1 }} {{ r is mapping }}', 'True False False'],
    ['{{ t | length }} {{ t | list }} {{ t[0] }} {% for i in t %}{{ i }}{% endfor %}', "2 ['r1', 'r2'] first r1r2"],
    ['{{ t.rows[0].id }} {{ t.rows[0].name }} {{ t.rows[0][1] }}', '1 a a'],
    ['{{ t - 1 }} {{ 1 - t }} {{ t < 1 }} {{ t(1, 2) }}', 'left 1 right 1 True 2'],
    ['{{ f(1, b=2) }}', '1 b'],
  ])('%s', (source, expected) => {
    const f = hostFunction('f', (args, kwargs) => `${toText(args[0] ?? null)} ${[...kwargs.keys()].join()}`);
    expect(text(source, { r: relation, t: table, f })).toBe(expected);
  });

  test('an unknown attribute names the type and the nearest one', () => {
    expect(summary(failure('{{ r.scema }}', { r: relation }))).toBe(
      "template/undefined 1:4 'Relation object' has no attribute 'scema' (did you mean 'schema'?)",
    );
  });

  test('names are asked for only when they are needed', () => {
    const asked: string[] = [];
    const context = {
      get: (name: string): Value => {
        asked.push(name);
        return 1;
      },
    };
    renderSync(parseTemplate('{{ a }}{% if false %}{{ b }}{% endif %}{% set c = 2 %}{{ c }}'), context);
    expect(asked).toEqual(['a']);
  });

  test('filters and tests of the host come first', () => {
    const filters = new Map([['upper', hostFunction('upper', ([value = null]) => `up:${toText(value)}`)]]);
    const tests = new Map([['big', hostFunction('big', ([value = null]) => Number(value) > 9)]]);
    expect(
      text(
        "{{ 'a' | upper }} {{ ['b'] | map('upper') | list }} {{ [9, 10] | select('big') | list }}",
        {},
        { filters, tests },
      ),
    ).toBe("up:a ['up:b'] [10]");
  });

  test('unknown filters and tests name the nearest', () => {
    expect(summary(failure("{{ 'a' | uper }}"))).toBe(
      "template/unknown-filter 1:4 no filter named 'uper' (did you mean 'upper'?)",
    );
    expect(summary(failure("{{ 'a' is defind }}"))).toBe(
      "template/unknown-test 1:4 no test named 'defind' (did you mean 'defined'?)",
    );
  });
});

describe('errors of the host', () => {
  const library =
    '{% macro inner() %}\n  {{ fail() }}\n{% endmacro %}{% macro outer() %}{{ inner() }}{% endmacro %}x\n{{ outer() }}';

  test('a TemplateError without a place gets that of the call, and the calls around it', () => {
    const fail = hostFunction('fail', () => {
      throw new TemplateError('model/unknown-ref', 'no model', { hint: 'add it' });
    });
    const error = failure(library, { fail }, { file: 'm.sql' });
    expect(summary(error)).toBe('model/unknown-ref 2:6 no model (add it)');
    expect(error.also).toEqual([
      { note: "in macro 'inner', called from", file: 'm.sql', offset: library.indexOf('inner() }}'), length: 7 },
      { note: "in macro 'outer', called from", file: 'm.sql', offset: library.lastIndexOf('outer()'), length: 7 },
    ]);
  });

  test('another error is wrapped and kept as the cause', () => {
    const cause = new Error('connection lost');
    const fail = hostFunction('fail', () => {
      throw cause;
    });
    const error = failure(library, { fail });
    expect(summary(error)).toBe('template/host 2:6 connection lost');
    expect(error.cause).toBe(cause);
  });

  test('a rejected promise is an error like any other', async () => {
    const fail = hostFunction('fail', () => Promise.reject(new Error('late')));
    await expect(render(parseTemplate(library), contextOf({ fail }))).rejects.toMatchObject({
      code: 'template/host',
      message: 'late',
      line: 2,
    });
  });

  test('the site says where the call stands and calls back', () => {
    const sites: unknown[] = [];
    const f = hostFunction('f', (_args, kwargs, site) => {
      sites.push({ ...site.at, in: site.stack?.name });
      return site.call(kwargs.get('caller') ?? null, ['v']);
    });
    const source = '{% macro m() %}{% call(x) f() %}<{{ x }}>{% endcall %}{% endmacro %}{{ m() }}';
    expect(text(source, { f }, { file: 'a' })).toBe('<v>');
    expect(sites).toEqual([{ file: 'a', offset: source.indexOf('f()'), length: 3, in: 'm' }]);
  });
});

describe('data', () => {
  test('JSON goes in and out', () => {
    const data = { a: [1, 'x', null, true, { b: 1.5 }], kind: 'function', items: { kind: 'view' } };
    expect(toData(fromData(data))).toEqual(data);
  });

  test('values stay what they are', () => {
    const values: Value[] = [float(1), tuple([1]), new Dict(), new PySet(), relation, hostFunction('f', () => null)];
    expect(fromData(values)).toEqual(values);
    expect(text('{{ v }}', { v: fromData([float(1), tuple([1]), new PySet([1])]) })).toBe('[1.0, (1,), {1}]');
  });

  test('a function or symbol is refused', () => {
    expect(() => fromData(() => 1)).toThrow('a function is no value of a template');
  });

  test('keys are equal as in Python', () => {
    const dict = Dict.from([[1, 'a']]);
    dict.set(true, 'b');
    dict.set(float(1), 'c');
    dict.set('1', 'd');
    dict.set(tuple([1, 'x']), 'e');
    expect([dict.size, dict.get(1), dict.get(tuple([true, 'x']))]).toEqual([2 + 1, 'c', 'e']);
    expect(() => {
      dict.set([], 1);
    }).toThrow("unhashable type: 'list'");
  });
});

describe('renderValue', () => {
  test.each([
    ['{{ [1, 2] }}', [1, 2]],
    ['{{ none }}', null],
    [' {{ 1 }}', ' 1'],
    ['{{ 1 }}{{ 2 }}', '12'],
    ['plain', 'plain'],
    ['', ''],
  ])('%j gives %j', (source, expected) => {
    expect(renderValue(parseTemplate(source), contextOf({}))).toEqual(expected);
  });
});
