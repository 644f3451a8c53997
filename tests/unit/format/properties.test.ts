import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CannotFormat } from '../../../src/format/item.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { format } from './support.js';

/** All white space of a text gone, and all case: what formatting may change. */
const bare = (text: string): string => text.replaceAll(/\s+/g, '').toLowerCase();

/** The formatted text, or undefined where the text was refused in the proper way. */
function formatted(text: string, plain = false): string | undefined {
  try {
    return format(text, {}, plain);
  } catch (error) {
    if (error instanceof CannotFormat || error instanceof TemplateError) return undefined;
    throw error;
  }
}

const words = fc.constantFrom('a', 'B', 'total', '{{ x }}', '{{ m }}_b', 'a_{{ m }}', "{{ ref('t') }}", '"Q u"');
const literals = fc.constantFrom("'x'", "'it''s -- no'", "E'\\''", '$$ ; $$', '1.5e3', "'{{ v }}'", '/* c */ 1', '-1');
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    words,
    literals,
    fc.tuple(tie('value'), fc.constantFrom('+', '-', '||', '->>', ' and ', '=', ' in '), tie('value')).map((all) => {
      return all[1] === ' in ' ? `${all[0]} in (${all[2]})` : all.join(' ');
    }),
    tie('value').map((inner) => `coalesce(${inner},\n 0)`),
    tie('value').map((inner) => `(${inner})::numeric(10,2)`),
    tie('value').map((inner) => `case when ${inner} then 1 end`),
    tie('value').map((inner) => `sum(${inner}) over (partition by a order by b)`),
    tie('value').map((inner) => `(select ${inner} from t)`),
  ),
})).value;
const gap = fc.constantFrom(' ', '\n', '\n\n', '  -- note\n', '\n{# why #}\n', ' /* b */ ', '\t');
const clause = fc.oneof(
  value.map((each) => `where ${each}`),
  value.map((each) => `{% if x %}\nwhere ${each}\n{% else %}\nwhere b\n{% endif %}`),
  value.map((each) => `left join u on ${each}`),
  fc.constantFrom('group by 1, 2', 'order by a desc', '{% for k in ks %}\n-- {{ k }}\n{% endfor %}', 'limit {{ n }}'),
);
const query = fc
  .tuple(gap, fc.array(value, { minLength: 1, maxLength: 4 }), gap, fc.array(clause, { maxLength: 3 }), gap)
  .map(([a, values, b, clauses, c]) => `select${a}${values.join(`,${b}`)}${c}from t${b}${clauses.join(c)}`);

test('formatting twice is formatting once, and nothing but white space and case changes', () => {
  let proved = 0;
  fc.assert(
    fc.property(query, (text) => {
      const once = formatted(text);
      if (once === undefined) return;
      proved += 1;
      expect(format(once)).toBe(once);
      // A comma may change sides with a comment.
      expect([...bare(once)].sort().join('')).toBe([...bare(text)].sort().join(''));
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(proved).toBeGreaterThan(150);
});

test('whatever the text, it is formatted or refused with a reason', () => {
  const scraps = fc.constantFrom(
    ...[
      "'",
      '"',
      '$$',
      '--',
      '/*',
      '*/',
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      '\n',
      ' ',
      ';',
      ',',
      '(',
      ')',
      ':a',
      '::',
    ],
    ...['select ', 'from ', 'if x', 'endif', 'é', '\u{1f600}', '\0', 'zqt0x', "E'", '.', '1', '-', '{% raw %}', '\r\n'],
  );
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 14 }), fc.boolean(), (all, plain) => {
      const once = formatted(all.join(''), plain);
      if (once !== undefined) expect(format(once, {}, plain)).toBe(once);
    }),
    { numRuns: 500, seed: 4 },
  );
});

const root = join(import.meta.dirname, '..', '..', '..');

test.each(['models', 'data-tests', 'migrations', 'macros'])('all of %s formats and is stable', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.sql'),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const path of files) {
    const text = readFileSync(join(root, folder, path), 'utf8');
    const once = format(text, {}, folder === 'migrations');
    expect(format(once, {}, folder === 'migrations'), path).toBe(once);
    expect(bare(once), path).toBe(bare(text));
  }
});
