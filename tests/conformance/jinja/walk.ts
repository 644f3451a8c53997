import type { Expression, Statement } from '../../../src/jinja/ast.js';

/** A node of a parsed template, with how many tags and how many expressions stand around it. */
export interface Visit {
  readonly node: Statement | Expression;
  readonly tags: number;
  readonly expressions: number;
}

const TAGS = new Set(['if', 'for', 'assign-block', 'block', 'call-block', 'filter-block', 'with']);
const STATEMENTS = new Set([...TAGS, 'text', 'output', 'assign', 'do', 'break', 'continue']);

/** All nodes below a value that holds nodes, outermost first. */
export function* walk(value: unknown, tags = 0, expressions = 0): Generator<Visit> {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, tags, expressions);
    return;
  }
  const isNode = 'kind' in value && typeof value.kind === 'string' && 'start' in value;
  if (!isNode) {
    for (const part of Object.values(value)) yield* walk(part, tags, expressions);
    return;
  }
  const node = value as unknown as Statement | Expression;
  yield { node, tags, expressions };
  const isStatement = STATEMENTS.has(node.kind);
  const deeper = TAGS.has(node.kind) ? tags + 1 : tags;
  for (const part of Object.values(node)) yield* walk(part, deeper, isStatement ? 0 : expressions + 1);
}
