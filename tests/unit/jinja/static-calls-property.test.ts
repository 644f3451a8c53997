import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TemplateError } from '../../../src/jinja/error.js';
import { repr } from '../../../src/jinja/printing.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { staticCalls } from '../../../src/jinja/static-calls.js';
import { parseTemplate, type Template } from '../../../src/jinja/template.js';
import { Dict, hostFunction, tuple, type Kwargs, type Value } from '../../../src/jinja/values.js';

const known = new Set(['ref', 'source', 'config', 'var']);

const scalar = fc.oneof(
  fc.constantFrom("'a'", '"b c"', "'it\\'s'", "'a' 'b'", 'none', 'None', 'true', 'False', '0', '-1', '1_000', '0x1f'),
  fc.constantFrom('1.5', '-2.5', '1.0', '-0', '-1.0', '1e3', '12345678901234567890', "'\\n'", "''", '+1', '- 3'),
);
/** Now and then something that is no literal, so that the answer is not always a list of calls. */
const odd = fc.constantFrom('name', "'a' ~ 'b'", '1 + 1', "var('x')", '-true', '[1][0]', "'a' | upper", 'not 1', '(1)');
const { literal } = fc.letrec<{ literal: string }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 12, arbitrary: scalar },
    { weight: 1, arbitrary: odd },
    { weight: 2, arbitrary: fc.array(tie('literal'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`) },
    {
      weight: 1,
      arbitrary: fc.array(tie('literal'), { minLength: 2, maxLength: 3 }).map((items) => `(${items.join(', ')})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(scalar, tie('literal')), { maxLength: 3 })
        .map((items) => `{${items.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
    },
  ),
}));
const argument = fc.oneof({ weight: 9, arbitrary: literal }, { weight: 1, arbitrary: fc.constant('*[1]') });
const named = fc.tuple(fc.constantFrom('a', 'b', 'name', 'tags'), literal).map(([name, value]) => `${name}=${value}`);
const call = fc
  .tuple(
    fc.constantFrom('ref', 'ref', 'source', 'config', 'var', 'other'),
    fc.array(argument, { maxLength: 3 }),
    fc.uniqueArray(named, { maxLength: 2, selector: (text) => text.split('=')[0] ?? '' }),
  )
  .map(([name, args, kwargs]) => `${name}(${[...args, ...kwargs].join(', ')})`);
const piece = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(call, fc.constantFrom(['{{ ', ' }}'], ['{{-', '-}}']))
      .map(([text, [open, close]]) => `${open ?? ''}${text}${close ?? ''}`),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('select ', '\r\n', '{# {{ ref(1) }} #}', '{% raw %}{{ ref(2) }}{% endraw %}', ' { } '),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "{% if false %}{{ ref('c') }}{% endif %}",
      '{% set ref = 1 %}',
      '{% do config() %}',
      "{{ ref('a').b }}",
      "{{ ref('a'), 1 }}",
    ),
  },
);
const sources = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

interface Seen {
  readonly name: string;
  readonly args: string;
  readonly kwargs: string;
  readonly start: number;
  readonly end: number;
}

function seen(name: string, args: readonly Value[], kwargs: Kwargs, start: number, end: number): Seen {
  return { name, args: repr(tuple(args)), kwargs: repr(Dict.from(kwargs)), start, end };
}

/** The calls that evaluation makes; undefined where it fails. */
function evaluated(template: Template): Seen[] | undefined {
  const calls: Seen[] = [];
  const recorder = (name: string): Value =>
    hostFunction(name, (args, kwargs, site) => {
      calls.push(seen(name, args, kwargs, site.at.offset, site.at.offset + site.at.length));
      return '';
    });
  const names = Object.fromEntries([...known, 'other'].map((name) => [name, recorder(name)]));
  try {
    renderSync(template, contextOf({ ...names, name: 'n' }));
    return calls;
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return undefined;
  }
}

test('whenever it answers, evaluation makes the same calls at the same places in the same order', () => {
  let answers = 0;
  let refusals = 0;
  const property = fc.property(sources, (source) => {
    const template = attempt(source);
    if (template === undefined) return;
    const calls = staticCalls(template, known);
    if (calls === undefined) {
      refusals += 1;
      return;
    }
    answers += calls.length > 0 ? 1 : 0;
    const given = calls.map(({ name, args, kwargs, callStart, callEnd }) =>
      seen(name, args, kwargs, callStart, callEnd),
    );
    expect(given).toEqual(evaluated(template));
    for (const { start, end } of calls) expect(source.slice(start, end)).toMatch(/^\{\{[^]*\}\}$/);
  });
  fc.assert(property, { numRuns: 3_000, seed: Number(process.env['JIGGY_SEED'] ?? '1') });
  expect(answers).toBeGreaterThan(250);
  expect(refusals).toBeGreaterThan(250);
});

function attempt(source: string): Template | undefined {
  try {
    return parseTemplate(source);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return undefined;
  }
}

test('a template without static calls answers nothing, however it is nested', () => {
  expect(staticCalls(parseTemplate("{{ [ref('a')] }}"), known)).toBeUndefined();
  expect(staticCalls(parseTemplate('plain text { % }'), known)).toEqual([]);
});
