import fc from 'fast-check';
import { expressions, pattern, patterns } from './expressions.js';
import { STATEMENTS } from './statements.js';

const texts = fc.constantFrom(
  '',
  ' ',
  '\n',
  'select ',
  '\n  from x\n',
  '\t',
  'a',
  '\r\n',
  ' and\n\n',
  '% }',
  '{ ',
  "it's",
);

/** Whole templates. */
export function templates(): fc.Arbitrary<string> {
  const all = expressions(2);
  const statement = (depth: number): fc.Arbitrary<string> =>
    fc.constantFrom(...STATEMENTS).chain((source) =>
      pattern((name) => all[name], source).chain((filled) => {
        const pieces = filled.split('@');
        const holes = pieces.slice(1).map(() => (depth > 0 ? body(depth - 1) : texts));
        return fc.tuple(...holes).map((bodies) => pieces.map((piece, index) => piece + (bodies[index] ?? '')).join(''));
      }),
    );
  const body = (depth: number): fc.Arbitrary<string> =>
    fc.array(fc.tuple(texts, statement(depth)), { minLength: 1, maxLength: 2 }).map((parts) => parts.flat().join(''));
  return fc.tuple(body(2), texts).map((parts) => parts.join(''));
}

/**
 * Short templates that go through every pattern of expression and statement in turn, so that each is met as often as the
 * others: one arbitrary for each few patterns.
 */
export function everyPattern(): readonly fc.Arbitrary<string>[] {
  const inner = expressions(1);
  const outputs = Object.values(patterns)
    .flat()
    .map((source) => pattern((name) => inner[name], source).map((text) => `{{ ${text} }}`));
  const statements = STATEMENTS.map((source) =>
    fc
      .tuple(
        pattern((name) => inner[name], source),
        texts,
      )
      .map(([filled, body]) => filled.replaceAll('@', body)),
  );
  return [...grouped(outputs, 6), ...grouped(statements, 4)];
}

/** Puts several together, far ones rather than neighbours. */
function grouped(all: readonly fc.Arbitrary<string>[], size: number): fc.Arbitrary<string>[] {
  const groups = Math.ceil(all.length / size);
  return Array.from({ length: groups }, (_, group) =>
    fc.tuple(...all.filter((_one, index) => index % groups === group)).map((parts) => parts.join('|')),
  );
}
