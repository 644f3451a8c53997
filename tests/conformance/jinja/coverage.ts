import { fromData } from '../../../src/jinja/data.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { contextOf, renderValue } from '../../../src/jinja/render.js';
import { parseTemplate, type Template } from '../../../src/jinja/template.js';
import { typeName } from '../../../src/jinja/type-name.js';
import type { Value } from '../../../src/jinja/values.js';
import { CONSTRUCTS, constructsOf } from './constructs.js';
import { context } from './context.js';
import { walk } from './walk.js';

/** In how many templates each construct occurs. */
export type Coverage = ReadonlyMap<string, number>;

const names = contextOf(Object.fromEntries(Object.entries(context).map(([name, value]) => [name, fromData(value)])));

/** Counts the constructs of templates; those that do not parse count for nothing. */
export function coverageOf(sources: readonly string[]): Coverage {
  const counts = new Map<string, number>(CONSTRUCTS.map((name) => [name, 0]));
  for (const source of sources) {
    for (const name of constructsIn(source)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The constructs that occur in fewer templates than they must, each with its count. */
export function missing(coverage: Coverage, least: number): readonly string[] {
  return CONSTRUCTS.map((name) => [name, coverage.get(name) ?? 0] as const)
    .filter(([, count]) => count < least)
    .map(([name, count]) => `${name}: ${count}`);
}

/** The coverage in a few lines: how many constructs, and the rarest of them. */
export function coverageReport(coverage: Coverage): string {
  const sorted = [...coverage].filter(([name]) => CONSTRUCTS.includes(name)).sort(([, a], [, b]) => a - b);
  const rarest = sorted.slice(0, 10).map(([name, count]) => `${name} ${count}`);
  return `${sorted.length} constructs compared; the rarest: ${rarest.join(', ')}`;
}

function constructsIn(source: string): ReadonlySet<string> {
  const template = parsed(source);
  if (template === undefined) return new Set();
  const found = new Set<string>(whitespace(source));
  for (const { node, tags, expressions } of walk(template.body)) {
    for (const name of constructsOf(node)) found.add(name);
    if (node.kind === 'block' && tags > 0) found.add('macro in a macro');
    if (tags >= 3) found.add('three tags within each other');
    if (expressions >= 3) found.add('three expressions within each other');
  }
  for (const name of printed(template)) found.add(name);
  return found;
}

function whitespace(source: string): string[] {
  const signs = ['{{-', '-}}', '{%-', '-%}', '{#-', '-#}', '{%+'].filter((sign) => source.includes(sign));
  return [
    ...signs.map((sign) => `whitespace ${sign}`),
    ...(source.includes('\r\n') ? ['whitespace CRLF'] : []),
    ...(source.includes('{#') ? ['comment'] : []),
    ...(/\{%[-+]? *raw/.test(source) ? ['raw'] : []),
  ];
}

/** The types of what the outputs on the top level print, as far as they can be evaluated alone. */
function printed(template: Template): string[] {
  return template.body
    .filter((statement) => statement.kind === 'output')
    .map((statement) => valueOf({ ...template, body: [statement] }))
    .filter((value) => value !== undefined)
    .map((value) => `print ${typeof value === 'bigint' ? 'large int' : typeName(value)}`);
}

function valueOf(template: Template): Value | undefined {
  try {
    const value = renderValue(template, names, { undefined: 'lenient' });
    return value instanceof Promise ? undefined : value;
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

function parsed(source: string): Template | undefined {
  try {
    return parseTemplate(source);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
