import fc from 'fast-check';
import { ANY, DICT, LIST } from './patterns-collection.js';
import { FLOAT, INT } from './patterns-number.js';
import { TEXT } from './patterns-text.js';
import { BOOL } from './patterns-truth.js';

/** Arbitraries of expressions by the type that they most likely have. */
export interface Expressions {
  int: string;
  float: string;
  text: string;
  bool: string;
  list: string;
  dict: string;
  any: string;
}

const word = fc.constantFrom(
  'a',
  'b',
  'ab',
  'x y',
  'Hello World',
  'foo-bar',
  "it's",
  'q"q',
  '',
  ' pad ',
  'a,b,c',
  '%s',
  '1',
  '2.5',
  'é',
  'line\\nline',
  '{}',
  'A.b',
);
const quoted = word.map((text) => (text.includes("'") ? `"${text}"` : `'${text}'`));

/** Fills `$int`, `$text`, ... in a pattern with expressions of the type. */
export function pattern(tie: (name: keyof Expressions) => fc.Arbitrary<string>, source: string): fc.Arbitrary<string> {
  const parts = source.split(/\$(int|float|text|bool|list|dict|any)/);
  const holes = parts.filter((_, index) => index % 2 === 1) as (keyof Expressions)[];
  return fc
    .tuple(...holes.map((hole) => tie(hole)))
    .map((values) => parts.map((part, index) => (index % 2 === 1 ? (values[(index - 1) / 2] ?? '') : part)).join(''));
}

const leaf: Record<keyof Expressions, fc.Arbitrary<string>> = {
  int: fc.oneof(
    fc.integer({ min: -20, max: 30 }).map(String),
    fc.constantFrom('num', 'neg', '0', '1', '1_000', '9007199254740993', '0x1f'),
  ),
  float: fc.constantFrom(
    'f',
    '1.5',
    '0.1',
    '2.0',
    '1e3',
    '1.0e-7',
    '1e16',
    '123456.789',
    '-0.0',
    '3.14159',
    '0.5',
    '2.5',
    '1e22',
    '5e-324',
  ),
  text: fc.oneof(quoted, fc.constantFrom('s', 'word', 'uni')),
  bool: fc.constantFrom('true', 'false', 'yes', 'no', 'True', 'False'),
  list: fc.constantFrom('xs', 'nums', '[]', '[1, 2]', '["b", "a"]', '[none, 1]', '(1, "a")', 'floats', 'nested.list'),
  dict: fc.constantFrom('d', '{}', "{'a': 1}", "{'b': [1], 'a': 'x'}", 'nested.map', 'rows[0]'),
  any: fc.constantFrom('1', "'a'", 'none', 'true', '1.0', 'xs', 'd', 'num', 'f'),
};

/** The patterns of each type. */
export const patterns: Record<keyof Expressions, readonly string[]> = {
  int: INT,
  float: FLOAT,
  text: TEXT,
  bool: BOOL,
  list: LIST,
  dict: DICT,
  any: ANY,
};

/** Expressions of every kind, nested up to a depth. */
export function expressions(depth: number): Record<keyof Expressions, fc.Arbitrary<string>> {
  if (depth === 0) return leaf;
  const inner = expressions(depth - 1);
  const tie = (name: keyof Expressions): fc.Arbitrary<string> => inner[name];
  const names = Object.keys(patterns) as (keyof Expressions)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      fc.oneof(
        { weight: 1, arbitrary: leaf[name] },
        { weight: 3, arbitrary: fc.constantFrom(...patterns[name]).chain((source) => pattern(tie, source)) },
      ),
    ]),
  ) as Record<keyof Expressions, fc.Arbitrary<string>>;
}
