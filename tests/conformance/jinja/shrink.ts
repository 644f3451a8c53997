import type { Expression, Statement } from '../../../src/jinja/ast.js';
import { TemplateError } from '../../../src/jinja/error.js';
import { parseTemplate } from '../../../src/jinja/template.js';
import { walk } from './walk.js';

/**
 * The smallest template found that still fails, by leaving out what can be left out: statements, the tags around a body,
 * the operators around an operand, and (where nothing parses) characters. `fails` is asked for many at once.
 */
export function shrink(source: string, fails: (sources: readonly string[]) => readonly boolean[]): string {
  let smallest = source;
  for (let round = 0; round < 40; round += 1) {
    const candidates = smaller(smallest);
    const index = fails(candidates).indexOf(true);
    const found = candidates[index];
    if (found === undefined) return smallest;
    smallest = found;
  }
  return smallest;
}

/** Shorter variants of a template, the shortest first. */
function smaller(source: string): readonly string[] {
  const variants = new Set([...byNodes(source), ...byCharacters(source)]);
  return [...variants].filter((text) => text.length < source.length).sort((a, b) => a.length - b.length);
}

function byNodes(source: string): string[] {
  const variants: string[] = [];
  for (const { node } of nodesOf(source)) {
    const replace = (text: string): string => source.slice(0, node.start) + text + source.slice(node.end);
    variants.push(replace(''), ...parts(node).map((part) => replace(source.slice(part.start, part.end))));
    if (isExpression(node)) variants.push(replace('1'), replace("'a'"), replace('xs'));
  }
  return variants;
}

function nodesOf(source: string): { readonly node: Statement | Expression }[] {
  try {
    return [...walk(parseTemplate(source).body)];
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** The nodes right below a node, and the whole of what stands in its body. */
function parts(node: Statement | Expression): { readonly start: number; readonly end: number }[] {
  const below = [...walk(Object.values(node))];
  const direct = below.filter(({ tags, expressions }) => tags === 0 && expressions === 0).map((visit) => visit.node);
  const body = 'body' in node ? node.body : [];
  const [first, last] = [body[0], body[body.length - 1]];
  return first === undefined || last === undefined ? direct : [{ start: first.start, end: last.end }, ...direct];
}

function isExpression(node: Statement | Expression): boolean {
  return ![
    'text',
    'output',
    'if',
    'for',
    'assign',
    'assign-block',
    'block',
    'call-block',
    'filter-block',
    'do',
    'with',
  ].includes(node.kind);
}

/** Without a half, a quarter, ... down to single characters where the template is short. */
function byCharacters(source: string): string[] {
  const variants: string[] = [];
  for (let size = Math.ceil(source.length / 2); size >= 1; size = Math.floor(size / 2)) {
    if (source.length / size > 64) break;
    for (let at = 0; at < source.length; at += size) variants.push(source.slice(0, at) + source.slice(at + size));
  }
  return variants;
}
