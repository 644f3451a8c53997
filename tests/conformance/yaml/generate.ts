import fc from 'fast-check';

/** Scalars that YAML 1.1 reads as something, and some that only look so. */
const scalars = [
  ...['yes', 'No', 'ON', 'off', 'true', 'False', 'y', 'n', 'yEs', '~', 'null', 'Null', 'none', 'nUll'],
  ...[
    '0',
    '-0',
    '+12',
    '0777',
    '08',
    '0o17',
    '0x1F',
    '0xg',
    '0b101',
    '-0b11',
    '1_000',
    '_1',
    '1__0',
    '12345678901234567890',
  ],
  ...['1:30', '12:30:45', '1:60', '-1:30', '1:30.5', '190:20:30', '0:0'],
  ...[
    '1.5',
    '1.',
    '.5',
    '-.5',
    '+.5',
    '1e5',
    '1.0e5',
    '1.0e+5',
    '1.e+3',
    '6.8523015e+5',
    '1_0.5_0',
    '.inf',
    '-.INF',
    '.nan',
    '.Inf.',
  ],
  ...[
    '2026-01-31',
    '2026-1-5',
    '2024-02-29',
    '2026-01-05 8:00:00',
    '2001-12-14t21:59:43.10-05:00',
    '2001-12-14 21:59:43.1 Z',
    '2026-01-05T08:00',
    '20260105',
  ],
  ...[
    'word',
    'two words',
    'a:b',
    'a#b',
    'http://x.y/z?q=1',
    'x - y',
    '-x',
    '?x',
    ':x',
    "it's",
    'a"b',
    'é ☃',
    'a,b',
    'x]',
    '<<',
    'a\\nb',
    '1.12.6',
    'v1.0',
    '>=1',
    '=',
    '==',
    '-',
    '...',
    '100%',
    '{{x}}',
  ],
] as const;

const scalar = fc.constantFrom(...scalars);
const name = fc.constantFrom('a', 'b', 'name', 'on', 'yes', 'null', 'long key', 'x-y', 'é', "it's", 'q"q', '~x');

const doubleQuoted = fc
  .constantFrom(
    '',
    'plain',
    'a\\tb',
    'a\\nb',
    '\\u263a',
    '\\x41',
    'say \\"x\\"',
    ' edge ',
    'yes',
    "{{ ref('x') }}",
    'a\\\\b',
    '\\/',
    '\\e',
  )
  .map((text) => `"${text}"`);
const singleQuoted = fc
  .constantFrom('', 'plain', "it''s", 'a\\nb', ' edge ', '1', '{{ var("x") }}')
  .map((text) => `'${text}'`);
const tagged = scalar.map((text) => `!!str ${text}`);
const oneLine = fc.oneof({ weight: 6, arbitrary: scalar }, doubleQuoted, singleQuoted, tagged, fc.constant(''));

const flow: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'flow' },
    fc.oneof(
      { weight: 4, arbitrary: scalar.filter((text) => !/[,\]{}]|^[-?:=]/.test(text)) },
      doubleQuoted,
      singleQuoted,
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c d', 'e'), tie('value')), { maxLength: 3 })
      .map((pairs) => `{${[...new Map(pairs)].map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
  ),
})).value;

const blockText = fc
  .tuple(
    fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2-'),
    fc.array(fc.constantFrom('line', '  more', 'select 1', '', 'a: b', '# no remark', '- x', 'tab\there'), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([header, lines]) => ({ header, lines }));

type Lines = readonly string[];
const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** A value behind `key:` or `-`: what stands in the same line, and the lines below. */
interface Placed {
  readonly head: string;
  readonly below: Lines;
}

const placed = fc.letrec<{ value: Placed; map: Lines; list: Lines }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    fc
      .tuple(oneLine, fc.constantFrom('', '', ' # remark', '   '))
      .map(([head, tail]) => ({ head: ` ${head}${tail}`, below: [] })),
    flow.map((text) => ({ head: ` ${text}`, below: [] })),
    blockText.map(({ header, lines }) => ({ head: ` ${header}`, below: indented(lines) })),
    fc.constantFrom(['two', 'lines'], ['a', '', 'b c']).map((lines) => ({ head: '', below: indented(lines) })),
    tie('map').map((lines) => ({ head: '', below: indented(lines) })),
    tie('list').map((lines) => ({ head: '', below: lines })),
    tie('list').map((lines) => ({ head: '', below: indented(lines) })),
  ),
  map: fc
    .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), fc.infiniteStream(tie('value')))
    .map(([keys, values]) => keys.flatMap((key) => entry(`${key}:`, values.next().value as Placed))),
  list: fc
    .array(tie('value'), { minLength: 1, maxLength: 3 })
    .map((items) => items.flatMap((item) => entry('-', item))),
}));

function entry(head: string, value: Placed): Lines {
  return [`${head}${value.head}`, ...(head === '-' ? indented(value.below) : value.below)];
}

const anchored = fc
  .tuple(placed.map, placed.map, fc.constantFrom('*base', '[*base, *more]', '[*more, *base]'))
  .map(([base, mine, from]) => [
    'base: &base',
    ...indented(base),
    'more: &more {a: 1, b: [2], name: {x: y}}',
    'mine:',
    `  <<: ${from}`,
    ...indented(mine),
    'again: *more',
  ]);

/** YAML texts of everything that project files hold. */
export const yamlTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: placed.map }, placed.list, anchored),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '', '---\n', '# top\n\n', '%YAML 1.1\n---\n'),
  )
  .map(([lines, end, head]) => head + lines.join(end) + end);

/** The same with a few characters changed: mostly broken, sometimes something else. */
export const damagedTexts: fc.Arbitrary<string> = fc
  .tuple(
    yamlTexts,
    fc.array(
      fc.tuple(fc.nat(400), fc.constantFrom('', ' ', ':', '-', '\n', '"', '[', '}', '#', ',', '&x ', '*x', '\t')),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce(
      (left, [at, by]) => left.slice(0, at % (left.length + 1)) + by + left.slice((at % (left.length + 1)) + 1),
      text,
    ),
  );
