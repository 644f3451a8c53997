import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import { relationKey } from '../core/relation.js';
import type { Place } from '../core/source-file.js';

/** The nodes that may stay, and a diagnostic for each that cannot be told apart from one before it. */
export function withoutDuplicates(nodes: readonly Node[]): { nodes: readonly Node[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const names = new Map<string, Node>();
  const kept = nodes.filter((node) => {
    const key = nameKey(node);
    const first = names.get(key);
    if (!first) names.set(key, node);
    else diagnostics.push(sameName(first, node));
    return first === undefined;
  });
  return { nodes: kept, diagnostics: [...diagnostics, ...sameRelations(kept)] };
}

/** Models and seeds share their names, since ref() takes both. */
function nameKey(node: Node): string {
  return node.kind === 'model' || node.kind === 'seed' ? `ref ${node.package}.${node.name}` : node.id;
}

function sameName(first: Node, second: Node): Diagnostic {
  const [a, b] = [placeOf(first), placeOf(second)];
  const [one, two] = [`${a.file}${lineOf(first, a)}`, `${b.file}${lineOf(second, b)}`];
  const what = first.kind === second.kind ? `Two ${first.kind}s are` : `A ${first.kind} and a ${second.kind} are both`;
  const message = `${what} named ${first.name}: ${one} and ${two}.`;
  const hint = first.kind === 'test' ? 'Take one out, or give it a name: of its own.' : 'Rename one of the files.';
  const code = first.kind === 'test' ? 'test/duplicate' : 'model/duplicate-name';
  return problem(code, message, { at: b, also: [{ note: 'first here', at: a }], hint });
}

/** Files speak for models and seeds, lines for what a .yml file declares. */
function placeOf(node: Node): Place {
  return node.kind === 'seed' ? { file: node.file.path, line: 1, column: 1 } : placeOfNode(node);
}

function lineOf(node: Node, at: Place): string {
  return node.kind === 'model' || node.kind === 'seed' ? '' : `:${at.line}`;
}

function sameRelations(nodes: readonly Node[]): Diagnostic[] {
  const published = new Map<string, Node>();
  return nodes.flatMap((node) => {
    if (node.kind !== 'model' && node.kind !== 'seed') return [];
    const key = relationKey(node.relation);
    const first = published.get(key);
    if (!first) {
      published.set(key, node);
      return [];
    }
    const message = `${first.name} and ${node.name} would both be published as ${key}.`;
    const also = [{ note: 'the other one', at: placeOf(first) }];
    const hint = 'Give one of them another alias or schema.';
    return [problem('model/same-relation', message, { at: placeOf(node), also, hint })];
  });
}
