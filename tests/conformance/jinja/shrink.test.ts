import { describe, expect, test } from 'vitest';
import { coverageOf, missing } from './coverage.js';
import { shrink } from './shrink.js';

/** What a template shrinks to where everything that holds the words fails. */
function smallest(source: string, ...words: readonly string[]): string {
  return shrink(source, (sources) => sources.map((text) => words.every((word) => text.includes(word))));
}

describe('shrinking', () => {
  test.each([
    [
      'a {% if num %}b{% for i in xs %}{{ [1, s | upper | trim] }}{% endfor %}{% else %}c{% endif %} d',
      ['upper'],
      'upper',
    ],
    ['{% set a = (num + 2) * (s ~ 1) %}text{{ a }}', ['~', '{%'], '{%~'],
    ['{{ broken', ['{{'], '{{'],
    ['nothing to leave out', ['not there'], 'nothing to leave out'],
  ])('%s with %j becomes %s', (source, words, expected) => {
    expect(smallest(source, ...words)).toBe(expected);
  });

  test('keeps what is needed to parse', () => {
    const source =
      "x{% for i in xs %}{% if i is string %}{{ 'q' ~ (i | upper | replace('A', num)) }}{% endif %}{% endfor %}y";
    const fails = (text: string): boolean => coverageOf([text]).get('filter upper') === 1;
    expect(shrink(source, (sources) => sources.map(fails)).length).toBeLessThanOrEqual("{{'a'|upper}}".length);
  });
});

describe('coverage', () => {
  test('tells what is missing', () => {
    const counts = coverageOf(["{% if num %}{{ xs | map('upper') | list }}{% endif %}", '{{ broken', '{{ 1.5 }}']);
    expect(['if', 'filter upper', 'filter map', 'print float', 'else of if'].map((name) => counts.get(name))).toEqual([
      ...[1, 1, 1, 1, 0],
    ]);
    expect(missing(counts, 1)).toContain('else of if: 0');
    expect(missing(counts, 1)).not.toContain('if: 1');
  });
});
