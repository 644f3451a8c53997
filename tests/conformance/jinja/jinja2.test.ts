import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate, type ParseOptions } from '../../../src/jinja/template.js';
import { context } from './context.js';
import { coverageOf, coverageReport, missing } from './coverage.js';
import { everyPattern, templates } from './generate.js';
import { fragments, tags } from './pieces.js';
import { shrink } from './shrink.js';

interface Outcome {
  readonly text?: string;
  readonly error?: string;
  readonly message?: string;
}

/** One comparison: what is generated, and how both sides are set up. */
interface Run {
  readonly what: string;
  readonly sources: readonly string[];
  readonly strict: boolean;
  readonly whitespace: ParseOptions;
}

/** How many whole templates; of other kinds half as many, of the short ones for each group of patterns a seventh. */
const count = Number(process.env['JIGGY_JINJA_RUNS'] ?? '600');
const seed = Number(process.env['JIGGY_SEED'] ?? '1');
/** In how many templates each construct of the language must occur; fewer where fewer are asked for. */
const least = count >= 600 ? 50 : Math.floor(count / 30);
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
  if (isUndefinedError(outcome)) return '<error: undefined>';
  return outcome.error?.includes('syntax') === true ? '<error: syntax>' : '<error>';
}

/** Also a TypeError of Python that names an undefined value. */
function isUndefinedError({ error, message }: Outcome): boolean {
  return (
    error?.includes('undefined') === true || (error === 'template/type' && message?.includes('Undefined') === true)
  );
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
const half = Math.ceil(count / 2);
const whole = fc.sample(templates(), { numRuns: count, seed });
const others = fc.sample(templates(), { numRuns: half, seed: seed + 1 });
const short = everyPattern().flatMap((group) => fc.sample(group, { numRuns: Math.ceil(count / 7), seed }));
const mixed = (run: number): string[] => fc.sample(tags(), { numRuns: half, seed: seed + run });

const runs: readonly Run[] = [
  { what: 'templates', sources: whole, strict: true, whitespace: plain },
  { what: 'templates with lenient undefined values', sources: others, strict: false, whitespace: plain },
  { what: 'expressions of every pattern', sources: short, strict: false, whitespace: plain },
  {
    what: 'pieces of syntax',
    sources: fc.sample(fragments(), { numRuns: half, seed }),
    strict: true,
    whitespace: { keepTrailingNewline: true },
  },
  { what: 'pieces of syntax with trimmed blocks', sources: mixed(0), strict: false, whitespace: trimming },
  {
    what: 'pieces of syntax with stripped blocks',
    sources: mixed(1),
    strict: false,
    whitespace: { lstripBlocks: true },
  },
];

interface Compared {
  readonly template: string;
  readonly jinja2: Outcome;
  readonly ours: Outcome;
  readonly differs: boolean;
}

function compare(sources: readonly string[], run: Run): Compared[] {
  const expected = byJinja2(sources, run);
  return sources.map((template, index) => {
    const jinja2 = expected[index] ?? {};
    const ours = byUs(template, run);
    const skipped = opensAtEnd(template) || incomparable(jinja2);
    return { template, jinja2, ours, differs: !skipped && comparable(jinja2) !== comparable(ours) };
  });
}

/** The first few differences, each shrunk to a minimal case. */
function report(different: readonly Compared[], run: Run): string {
  const minimal = different.slice(0, 2).map(({ template }) => {
    const smallest = shrink(template, (sources) => compare(sources, run).map((one) => one.differs));
    const [{ jinja2, ours } = {}] = compare([smallest], run);
    return { smallest, jinja2, ours, from: template };
  });
  return `${different.length} of ${run.sources.length} differ, among them\n${JSON.stringify(minimal, null, 1)}`;
}

test(`every construct of the language is compared at least ${least} times`, () => {
  const coverage = coverageOf([...whole, ...others, ...short]);
  console.log(coverageReport(coverage));
  expect(missing(coverage, least)).toEqual([]);
});

describe.skipIf(python === undefined)("differs in nothing from Python's Jinja2", () => {
  test.each(runs)('generated $what', (run) => {
    const compared = compare(run.sources, run);
    expect(compared.filter(({ jinja2 }) => jinja2.text !== undefined).length).toBeGreaterThan(run.sources.length / 20);
    const different = compared.filter((one) => one.differs);
    expect(different.length, report(different, run)).toBe(0);
  });
});
