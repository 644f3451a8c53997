import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { context } from './context.js';

/** Templates with what Jinja2 3.1.6 made of them: the comparison of jinja2.test.ts where there is no Python. */
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8')) as [
  string,
  string | { readonly error: string },
][];

function outcome(source: string): string | { readonly error: boolean } {
  const names = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, fromData(value)]));
  try {
    return renderSync(parseTemplate(source), contextOf(names)).text;
  } catch (error) {
    if (error instanceof TemplateError) return { error: true };
    throw error;
  }
}

describe('templates that Jinja2 has rendered', () => {
  test('there are hundreds', () => {
    expect(golden.length).toBeGreaterThan(400);
  });

  test('all come out the same', () => {
    const different = golden.filter(([source, expected]) => {
      const ours = outcome(source);
      return typeof expected === 'string' ? ours !== expected : typeof ours === 'string';
    });
    expect(different).toEqual([]);
  });
});
