import type { Node } from '../core/node.js';
import type { NodeTest } from './methods.js';
import { fnmatch } from './patterns.js';

/** Matches on the whole fqn or on the fqn without its package, as dbt does; never on sources. */
export function fqnTest(pattern: string): NodeTest {
  const matches = fqnMatcher(pattern);
  return (node) => {
    if (node.kind === 'source') return false;
    const versioned = isVersioned(node);
    return matches(node.fqn, versioned) || matches(node.fqn.slice(1), versioned);
  };
}

/** The last part of its fqn is the version then, not the name. */
function isVersioned(node: Node): boolean {
  return node.kind === 'model' && node.version !== undefined;
}

type FqnMatcher = (fqn: readonly string[], versioned: boolean) => boolean;

function fqnMatcher(pattern: string): FqnMatcher {
  const parts = pattern.split('.');
  const wildAt = parts.findIndex((part) => /[*?[\]]/.test(part));
  const fixed = wildAt === -1 ? parts : parts.slice(0, wildAt);
  const wild = wildAt === -1 ? undefined : fnmatch(parts.slice(wildAt).join('.'));
  const name = nameMatcher(pattern);
  return (fqn, versioned) => {
    if (name(fqn, versioned)) return true;
    const first = fqn[0] ?? '';
    if (fixed[0] !== undefined && first !== fixed[0] && !first.includes('.')) return false;
    const flat = fqn.some((part) => part.includes('.')) ? fqn.flatMap((part) => part.split('.')) : fqn;
    if (flat.length < parts.length || !fixed.every((part, index) => flat[index] === part)) return false;
    return wild === undefined || wild(flat.slice(wildAt).join('.'));
  };
}

/** The name alone: `orders`; of a versioned model also `orders.v1` and `orders_v1`. */
function nameMatcher(pattern: string): FqnMatcher {
  const matches = fnmatch(pattern);
  return (fqn, versioned) => {
    const last = fqn.at(-1) ?? '';
    if (!versioned) return matches(last);
    const name = fqn.at(-2) ?? '';
    return matches(name) || `${name}.${last}` === pattern || `${name}_${last}` === pattern;
  };
}
