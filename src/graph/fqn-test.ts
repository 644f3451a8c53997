import type { Node } from '../core/node.js';
import type { NodeTest } from './node-test.js';
import { fnmatch } from './patterns.js';

/** Matches on the whole fqn or on the fqn without its package, as dbt does; never on sources. */
export function fqnTest(pattern: string): NodeTest {
  const name = nameMatcher(pattern);
  const folders = folderMatcher(pattern);
  return (node) => node.kind !== 'source' && (name(node) || folders(node.fqn, 0) || folders(node.fqn, 1));
}

/** From the top: `shop.staging`, `staging.*`; `from` is 1 without the package. */
function folderMatcher(pattern: string): (fqn: readonly string[], from: 0 | 1) => boolean {
  const parts = pattern.split('.');
  const wildAt = parts.findIndex((part) => /[*?[\]]/.test(part));
  const fixed = wildAt === -1 ? parts : parts.slice(0, wildAt);
  const wild = wildAt === -1 ? undefined : fnmatch(parts.slice(wildAt).join('.'));
  return (fqn, from) => {
    const top = fqn[from] ?? '';
    if (fixed[0] !== undefined && top !== fixed[0] && !top.includes('.')) return false;
    const flat = fqn.slice(from).flatMap((part) => part.split('.'));
    if (flat.length < parts.length || !fixed.every((part, index) => flat[index] === part)) return false;
    return wild === undefined || wild(flat.slice(wildAt).join('.'));
  };
}

/** The name alone: `orders`, `ord*`; of a versioned model also `orders.v1` and `orders_v1`. */
function nameMatcher(pattern: string): (node: Node) => boolean {
  const matches = fnmatch(pattern);
  return (node) => {
    const { fqn } = node;
    const last = fqn[fqn.length - 1] ?? '';
    if (node.kind !== 'model' || node.version === undefined) return matches(last);
    const name = fqn[fqn.length - 2] ?? '';
    return matches(name) || `${name}.${last}` === pattern || `${name}_${last}` === pattern;
  };
}
