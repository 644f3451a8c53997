import type { Call, Expression, Ranged } from './ast.js';
import type { Template } from './template.js';
import { Dict, tuple, type Kwargs, type Value } from './values.js';

/** A call with nothing but literals as arguments. */
export interface StaticCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly kwargs: Kwargs;
  /** The range of the whole `{{ }}` tag. */
  readonly start: number;
  readonly end: number;
  /** The range of the call itself. */
  readonly callStart: number;
  readonly callEnd: number;
}

/**
 * Reads a template without evaluating it: where it holds only text and outputs that are calls of the given names with
 * literal arguments, those calls in order. Undefined where it holds anything else.
 */
export function staticCalls(template: Template, names: ReadonlySet<string>): StaticCall[] | undefined {
  const calls: StaticCall[] = [];
  for (const statement of template.body) {
    if (statement.kind === 'text') continue;
    if (statement.kind !== 'output' || statement.value.kind !== 'call') return undefined;
    const call = staticCall(statement.value, names, statement);
    if (call === undefined) return undefined;
    calls.push(call);
  }
  return calls;
}

function staticCall(node: Call, names: ReadonlySet<string>, tag: Ranged): StaticCall | undefined {
  if (node.callee.kind !== 'name' || !names.has(node.callee.name)) return undefined;
  if (node.spread !== null || node.spreadNamed !== null) return undefined;
  const args = literals(node.args);
  if (args === undefined) return undefined;
  const kwargs = new Map<string, Value>();
  for (const { name, value } of node.kwargs) {
    const literal = literalOf(value);
    if (literal === undefined) return undefined;
    kwargs.set(name, literal);
  }
  const { start, end } = tag;
  return { name: node.callee.name, args, kwargs, start, end, callStart: node.start, callEnd: node.end };
}

function literals(nodes: readonly Expression[]): Value[] | undefined {
  const values: Value[] = [];
  for (const node of nodes) {
    const value = literalOf(node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** The value of an expression made of literals only; JavaScript's undefined for others. */
export function literalOf(node: Expression): Value | undefined {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'list') return literals(node.items);
  if (node.kind === 'dict') return dictOf(node.entries);
  if (node.kind === 'tuple') {
    const items = literals(node.items);
    return items === undefined ? undefined : tuple(items);
  }
  if (node.kind !== 'unary' || node.operator !== '-' || node.value.kind !== 'literal') return undefined;
  return typeof node.value.value === 'number' ? 0 - node.value.value : undefined;
}

function dictOf(entries: readonly { readonly key: Expression; readonly value: Expression }[]): Dict | undefined {
  const dict = new Dict();
  for (const entry of entries) {
    const key = entry.key.kind === 'literal' ? entry.key.value : undefined;
    const value = literalOf(entry.value);
    if (key === undefined || value === undefined) return undefined;
    dict.set(key, value);
  }
  return dict;
}
