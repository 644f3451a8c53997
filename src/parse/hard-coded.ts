import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Model, Node } from '../core/node.js';
import { hasRelation } from '../core/node.js';
import { placeAt } from '../core/source-file.js';

/** `from a.b` or `join a.b.c`, with or without quotes. */
const READS = /\b(?:from|join)\s+((?:"[^"\n]+"|\w+)(?:\.(?:"[^"\n]+"|\w+)){1,2})/gi;

/**
 * A `model/hard-coded` warning for each relation that a template names by itself and that a node of the project builds:
 * the order of the run does not count on it, and a build elsewhere would not be seen.
 */
export function hardCodedRelations(nodes: readonly Node[]): Diagnostic[] {
  const builders = new Map<string, Node>();
  for (const node of nodes) {
    if (node.kind === 'source' || !hasRelation(node)) continue;
    builders.set(`${node.relation.schema}.${node.relation.identifier}`.toLowerCase(), node);
  }
  return nodes.flatMap((node) => (node.kind === 'model' || node.kind === 'snapshot' ? namedIn(node, builders) : []));
}

function namedIn(node: Pick<Model, 'id' | 'name' | 'template'>, builders: ReadonlyMap<string, Node>): Diagnostic[] {
  const { text, file, offset } = node.template;
  if (!text.includes('.')) return [];
  const found: Diagnostic[] = [];
  for (const match of text.matchAll(READS)) {
    const written = match[1] ?? '';
    const parts = written.split('.').map((part) => part.replaceAll('"', '').toLowerCase());
    const builder = builders.get(parts.slice(-2).join('.'));
    if (!builder || builder.id === node.id || isComment(text, match.index)) continue;
    const at = placeAt(file, offset + match.index + match[0].length - written.length, written.length);
    const message = `${node.name} names ${written} by itself, which is what ${builder.kind} ${builder.name} builds.`;
    const hint = `Write {{ ref('${builder.name}') }}, so that it is built first.`;
    found.push(problem('model/hard-coded', message, { severity: 'warning', at, hint }));
  }
  return found;
}

/** Whether the place lies in a comment of SQL or of the template. */
function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  if (line.includes('--')) return true;
  return [
    ['/*', '*/'],
    ['{#', '#}'],
  ].some(([open = '', close = '']) => text.lastIndexOf(open, at) > text.lastIndexOf(close, at));
}
