import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderSync } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { toText } from '../../../src/jinja/printing.js';
import { fromData } from '../../../src/jinja/data.js';
import { hostFunction, type HostObject } from '../../../src/jinja/values.js';

interface Case {
  readonly name: string;
  readonly template: string;
  readonly expected?: string;
  readonly matches?: string;
  readonly error?: string;
}

const path = '../shared/cases/jinja.json';
const present = existsSync(path);
if (!present) console.warn(`SKIPPED: ${path} is not there`);
const { cases, context: names } = present
  ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[]; context: Record<string, unknown> })
  : { cases: [], context: {} };

const quote = hostFunction('quote', ([name = null]) => `"${toText(name)}"`);
const adapter: HostObject = {
  kind: 'object',
  typeName: 'adapter',
  get: (name) => (name === 'quote' ? quote : undefined),
};
const context = contextOf({
  ...Object.fromEntries(Object.entries(names).map(([name, value]) => [name, fromData(value)])),
  ref: hostFunction('ref', (args) => ['db', ...args.map(toText)].map((part) => `"${part}"`).join('.')),
  kw: hostFunction('kw', (args, kwargs) => [...args.map(toText), ...kwargs.keys()].join(' ')),
  is_incremental: hostFunction('is_incremental', () => true),
  adapter,
});

function outcome(template: string): string {
  try {
    return renderSync(parseTemplate(template), context).text;
  } catch (error) {
    if (error instanceof TemplateError) return `error ${error.message}`;
    throw error;
  }
}

describe.skipIf(!present)('the shared acceptance cases', () => {
  test('there are cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(64);
  });

  test.each(cases)('$name', ({ template, expected, matches, error }) => {
    const result = outcome(template);
    if (expected !== undefined) expect(result).toBe(expected);
    if (matches !== undefined) expect(result).toMatch(new RegExp(matches));
    if (error !== undefined) expect(result).toMatch(new RegExp(`^error .*${error}`));
    expect(expected ?? matches ?? error).toBeDefined();
  });
});
