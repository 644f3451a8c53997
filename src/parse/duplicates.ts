import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node, NodeKind } from '../core/node.js';
import { hasRelation, placeOfNode } from '../core/node.js';
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

const REFERABLE: readonly NodeKind[] = ['model', 'seed', 'snapshot'];

/** Models, seeds and snapshots share their names, since ref() takes all of them. */
function nameKey(node: Node): string {
  if (node.kind === 'model' && node.version !== undefined) return node.id;
  return REFERABLE.includes(node.kind) ? `ref ${node.package}.${node.name}` : node.id;
}

const WORDS: { readonly [kind in NodeKind]?: string } = {
  unit_test: 'unit test',
  semantic_model: 'semantic model',
  saved_query: 'saved query',
};

function sameName(first: Node, second: Node): Diagnostic {
  const [a, b] = [placeOf(first), placeOf(second)];
  const [one, two] = [`${a.file}${lineOf(first, a)}`, `${b.file}${lineOf(second, b)}`];
  const word = (node: Node): string => WORDS[node.kind] ?? node.kind;
  const many = `${word(first)
    .replace(/y$/, 'ie')
    .replace(/analysis$/, 'analyse')}s`;
  const what = first.kind === second.kind ? `Two ${many} are` : `A ${word(first)} and a ${word(second)} are both`;
  const message = `${what} named ${first.name}: ${one} and ${two}.`;
  const isFile = REFERABLE.includes(first.kind);
  const hint =
    first.kind === 'test'
      ? 'Take one out, or give it a name: of its own.'
      : isFile
        ? 'Rename one of the files.'
        : 'Rename one of them.';
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

/** Two nodes may share a relation's name only in different databases; sources and ephemeral models build none. */
function sameRelations(nodes: readonly Node[]): Diagnostic[] {
  const published = new Map<string, Node>();
  return nodes.flatMap((node) => {
    if (node.kind === 'source' || !hasRelation(node) || node.kind === 'function') return [];
    const key = `${node.relation.database}\0${relationKey(node.relation)}`;
    const first = published.get(key);
    if (!first) {
      published.set(key, node);
      return [];
    }
    const message = `${first.name} and ${node.name} would both be published as ${relationKey(node.relation)}.`;
    const also = [{ note: 'the other one', at: placeOf(first) }];
    const hint = 'Give one of them another alias or schema.';
    return [problem('model/same-relation', message, { at: placeOf(node), also, hint })];
  });
}
