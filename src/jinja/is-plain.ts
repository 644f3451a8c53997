import type { Expression } from './ast.js';

/** Whether an expression is made of names, attributes, literals, comparisons and logic alone, and so calls nothing. */
export function isPlain(node: Expression): boolean {
  if (node.kind === 'literal' || node.kind === 'name') return true;
  if (node.kind === 'attribute') return isPlain(node.target);
  if (node.kind === 'unary') return isPlain(node.value);
  if (node.kind === 'logical') return node.parts.every(isPlain);
  return node.kind === 'compare' && isPlain(node.first) && node.rest.every((link) => isPlain(link.value));
}
