import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { context, fragments, templates } from './generate.js';

interface Outcome {
  readonly text?: string;
  readonly error?: string;
  readonly message?: string;
}

const python = process.env['JIGGY_PYTHON'] ?? 'python3';
const count = Number(process.env['JIGGY_JINJA_RUNS'] ?? '300');
const seed = Number(process.env['JIGGY_SEED'] ?? '1');
const available = spawnSync(python, ['-c', 'import jinja2']).status === 0;
if (!available) console.warn(`SKIPPED: ${python} cannot import jinja2 (pip install jinja2, or set JIGGY_PYTHON)`);

function byJinja2(sources: readonly string[]): Outcome[] {
  const script = join(import.meta.dirname, 'render.py');
  const input = JSON.stringify({ context, templates: sources });
  const { stdout, stderr, status } = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Outcome[];
}

function byUs(source: string): Outcome {
  const names = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, fromData(value)]));
  try {
    return { text: renderSync(parseTemplate(source), contextOf(names)).text };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.code, message: error.message };
    throw error;
  }
}

/** What the two agree on: the text, or that there is an error (of the same kind, where it is undefined or syntax). */
function comparable(outcome: Outcome): string {
  if (outcome.text !== undefined) return outcome.text;
  if (outcome.error?.includes('undefined') === true) return '<error: undefined>';
  return outcome.error?.includes('syntax') === true ? '<error: syntax>' : '<error>';
}

/** Addresses differ from run to run, marked-up text is not ours, and compile-time folding fails where running would not. */
function incomparable(outcome: Outcome): boolean {
  return outcome.error === 'compile' || / at 0x[0-9a-f]+|<built-in|Markup\(/i.test(outcome.text ?? '');
}

/** Jinja2 overlooks a comment or raw block that opens at the very end; we say that it is not closed. */
function opensAtEnd(template: string): boolean {
  return /\{(#[-+]?|% raw %\})\r?\n?$/.test(template);
}

describe.skipIf(!available)("differs in nothing from Python's Jinja2", () => {
  test.each([
    ['templates', templates(), count / 4],
    ['pieces of syntax', fragments(), count / 20],
  ])(`${count} generated %s`, (_what, arbitrary, least) => {
    const sources = fc.sample(arbitrary, { numRuns: count, seed });
    const expected = byJinja2(sources);
    const different = sources
      .map((template, index) => ({ template, jinja2: expected[index] ?? {}, ours: byUs(template) }))
      .filter(
        ({ template, jinja2, ours }) =>
          !opensAtEnd(template) && !incomparable(jinja2) && comparable(jinja2) !== comparable(ours),
      );
    expect(expected.filter((outcome) => outcome.text !== undefined).length).toBeGreaterThan(least);
    expect(different.length, JSON.stringify(different.slice(0, 10), null, 1)).toBe(0);
  });
});
