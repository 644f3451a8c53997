import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, render, type RenderOptions } from '../../../src/jinja/render.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { hostFunction, type Value } from '../../../src/jinja/values.js';
import { context as names } from '../../conformance/jinja/context.js';
import { templates } from '../../conformance/jinja/generate.js';
import { walk } from '../../conformance/jinja/walk.js';

const options: RenderOptions = { undefined: 'lenient', limits: { iterations: 20_000, outputLength: 1_000_000 } };
const data = (): Record<string, Value> =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [name, fromData(value)]));
const now = (): Value => hostFunction('q', ([value = null]) => value);
const later = (): Value =>
  hostFunction(
    'q',
    ([value = null]) =>
      new Promise((resolve) => {
        queueMicrotask(() => {
          resolve(value);
        });
      }),
  );

/** Puts `q(...)` round some of the expressions: what a call may stand in for, anywhere that an expression may stand. */
function withCalls(source: string, choices: readonly number[]): string {
  const places = wrappable(source);
  const chosen = places.filter((_place, index) => choices[index % choices.length] === 0);
  const disjoint: typeof places = [];
  for (const place of chosen) if (place.start >= (disjoint[disjoint.length - 1]?.end ?? 0)) disjoint.push(place);
  let result = source;
  for (const { start, end } of disjoint.reverse()) {
    result = `${result.slice(0, start)}q(${result.slice(start, end)})${result.slice(end)}`;
  }
  return result;
}

/** Expressions that may be wrapped; a name may be a target, which the parse of the result then refuses. */
function wrappable(source: string): { readonly start: number; readonly end: number }[] {
  const kinds = new Set(['literal', 'list', 'dict', 'call', 'name']);
  try {
    return [...walk(parseTemplate(source).body)]
      .map(({ node }) => node)
      .filter((node) => kinds.has(node.kind))
      .sort((a, b) => a.start - b.start);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

async function outcome(source: string, q: Value): Promise<string> {
  try {
    const { text } = await render(parseTemplate(source), contextOf({ ...data(), q }), options);
    return text;
  } catch (error) {
    if (error instanceof TemplateError) return `${error.code} ${error.line}:${error.column} ${error.message}`;
    throw error;
  }
}

test('asynchronous functions give what synchronous ones give, wherever the call stands', async () => {
  let compared = 0;
  const property = fc.asyncProperty(
    templates(),
    fc.array(fc.nat({ max: 4 }), { minLength: 7, maxLength: 7 }),
    async (source, choices) => {
      const calling = withCalls(source, choices);
      const expected = await outcome(calling, now());
      if (calling !== source && !expected.startsWith('template/')) compared += 1;
      expect(await outcome(calling, later())).toBe(expected);
    },
  );
  await fc.assert(property, { numRuns: 400, seed: Number(process.env['JIGGY_SEED'] ?? '1') });
  expect(compared).toBeGreaterThan(100);
});
