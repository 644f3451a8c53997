import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';
import { placeOfNode, relationOf } from '../core/node.js';

/** PostgreSQL cuts names off here without an error, and two names can become one. */
const MAX_NAME_BYTES = 63;

/** `graph/long-name` for every schema or relation name that PostgreSQL would cut off. */
export function longNames(nodes: readonly Node[]): Diagnostic[] {
  return nodes.flatMap((node) => {
    const relation = relationOf(node);
    if (!relation) return [];
    const { schema, identifier } = relation;
    return [
      ...longName(node, 'Relation', identifier, 'Give it a shorter alias in its config.'),
      ...longName(node, 'Schema', schema, 'Give it a shorter schema in its config.'),
    ];
  });
}

function longName(node: Node, what: string, name: string, hint: string): Diagnostic[] {
  const bytes = utf8Length(name);
  if (bytes <= MAX_NAME_BYTES) return [];
  const message = `${what} name ${name} of ${node.name} has ${bytes} bytes; PostgreSQL keeps ${MAX_NAME_BYTES}.`;
  return [problem('graph/long-name', message, { at: placeOfNode(node), hint })];
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
