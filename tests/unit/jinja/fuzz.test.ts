import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, render } from '../../../src/jinja/render.js';
import { staticCalls } from '../../../src/jinja/static-calls.js';
import { blocksOf, parseTemplate } from '../../../src/jinja/template.js';
import { templates } from '../../conformance/jinja/generate.js';
import { fragments } from '../../conformance/jinja/pieces.js';

function survives(source: string): void {
  const limits = { iterations: 20_000, outputLength: 1_000_000 };
  try {
    const template = parseTemplate(source);
    blocksOf(template);
    staticCalls(template, new Set(['ref']));
    const result = render(template, contextOf({ a: 1, xs: [1, 'b', null], s: 'text' }), {
      limits,
      undefined: 'lenient',
    });
    expect(result).not.toBeInstanceOf(Promise);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    const { offset, length, line, message } = error as TemplateError;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(source.length + 1);
    expect(line).toBeGreaterThan(0);
    expect(message).not.toBe('');
  }
}

describe('no input does anything but render or throw a TemplateError with a place', () => {
  const numRuns = Number(process.env['JIGGY_FUZZ_RUNS'] ?? '300');
  const seed = Number(process.env['JIGGY_SEED'] ?? '1');

  test('any text', () => {
    const syntax = fc.constantFrom(
      ...'{}%#-+|()[]\'"\\.,:=*/~<>! \n\r\t',
      '{{',
      '}}',
      '{%',
      '%}',
      'if',
      'for',
      'in',
      'is',
      'a',
      '1',
    );
    const soup = fc.array(fc.oneof({ weight: 5, arbitrary: syntax }, fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (parts) => {
        survives(parts.join(''));
      }),
      { numRuns: numRuns * 5, seed },
    );
  });

  test('broken templates', () => {
    const broken = fc.tuple(
      templates(),
      fc.nat(),
      fc.nat({ max: 8 }),
      fc.constantFrom('', '{', '%}', '}}', "'", ')', '{% endif %}', '\ud83d'),
    );
    const mutate = ([source, at, length, piece]: [string, number, number, string]): string => {
      const from = at % (source.length + 1);
      return source.slice(0, from) + piece + source.slice(from + length);
    };
    fc.assert(
      fc.property(broken, (parts) => {
        survives(mutate(parts));
      }),
      { numRuns, seed },
    );
  });

  test('pieces of syntax', () => {
    fc.assert(
      fc.property(fc.array(fragments(), { maxLength: 6 }), (parts) => {
        survives(parts.join(''));
      }),
      { numRuns: numRuns * 2, seed },
    );
  });
});
