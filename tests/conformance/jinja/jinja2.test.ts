import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate, type ParseOptions } from '../../../src/jinja/template.js';
import { context, fragments, tags, templates } from './generate.js';

interface Outcome {
  readonly text?: string;
  readonly error?: string;
  readonly message?: string;
}

/** One comparison: what is generated, and how both sides are set up. */
interface Run {
  readonly what: string;
  readonly generated: fc.Arbitrary<string>;
  readonly strict: boolean;
  readonly whitespace: ParseOptions;
}

const count = Number(process.env['JIGGY_JINJA_RUNS'] ?? '300');
const seed = Number(process.env['JIGGY_SEED'] ?? '1');
const candidates = [process.env['JIGGY_PYTHON'] ?? 'python3', '.venv-dbt/bin/python'];
const python = candidates.find((candidate) => spawnSync(candidate, ['-c', 'import jinja2']).status === 0);
if (python === undefined) {
  console.warn(`SKIPPED: ${candidates.join(' and ')} cannot import jinja2 (pip install jinja2, or set JIGGY_PYTHON)`);
}

function byJinja2(sources: readonly string[], run: Run): Outcome[] {
  const environment = {
    trim_blocks: run.whitespace.trimBlocks ?? false,
    lstrip_blocks: run.whitespace.lstripBlocks ?? false,
    keep_trailing_newline: run.whitespace.keepTrailingNewline ?? false,
  };
  const input = JSON.stringify({ context, options: { environment, strict: run.strict }, templates: sources });
  const script = join(import.meta.dirname, 'render.py');
  const result = spawnSync(python ?? '', [script], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as Outcome[];
}

function byUs(source: string, run: Run): Outcome {
  const names = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, fromData(value)]));
  const undefinedMode = run.strict ? 'strict' : 'lenient';
  try {
    const template = parseTemplate(source, run.whitespace);
    return { text: renderSync(template, contextOf(names), { undefined: undefinedMode }).text };
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

const plain = {};
const trimming = { trimBlocks: true, lstripBlocks: true };
const runs: readonly Run[] = [
  { what: 'templates', generated: templates(), strict: true, whitespace: plain },
  { what: 'templates with lenient undefined values', generated: templates(), strict: false, whitespace: plain },
  { what: 'pieces of syntax', generated: fragments(), strict: true, whitespace: { keepTrailingNewline: true } },
  { what: 'pieces of syntax with trimmed blocks', generated: tags(), strict: false, whitespace: trimming },
  {
    what: 'pieces of syntax with stripped blocks',
    generated: tags(),
    strict: false,
    whitespace: { lstripBlocks: true },
  },
];

describe.skipIf(python === undefined)("differs in nothing from Python's Jinja2", () => {
  test.each(runs)(`${count} generated $what`, (run) => {
    const sources = fc.sample(run.generated, { numRuns: count, seed });
    const expected = byJinja2(sources, run);
    const different = sources
      .map((template, index) => ({ template, jinja2: expected[index] ?? {}, ours: byUs(template, run) }))
      .filter(
        ({ template, jinja2, ours }) =>
          !opensAtEnd(template) && !incomparable(jinja2) && comparable(jinja2) !== comparable(ours),
      );
    expect(expected.filter((outcome) => outcome.text !== undefined).length).toBeGreaterThan(count / 20);
    expect(different.length, JSON.stringify(different.slice(0, 10), null, 1)).toBe(0);
  });
});
