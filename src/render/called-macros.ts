import type { MacroId } from '../core/node-parts.js';
import type { Call, Expression, Statement } from '../jinja/ast.js';
import type { LibraryMacro } from './library-macro.js';
import type { DispatchRules } from './macro-dispatch.js';
import { implementation, searchOrder } from './macro-dispatch.js';
import type { MacroNamespace } from './macro-namespace.js';

/** The macros that a macro's body names in calls, dispatched ones by their literal names; found without running it. */
export function calledMacros(
  macro: LibraryMacro,
  namespace: MacroNamespace,
  rules: DispatchRules = { name: macro.package, dispatch: [] },
): readonly MacroId[] {
  const found = new Set<MacroId>();
  eachCall([...macro.block.body, ...macro.block.parameters], (call) => {
    for (const id of callees(call, namespace, rules)) if (id !== macro.id) found.add(id);
  });
  return [...found];
}

function callees(call: Call, namespace: MacroNamespace, rules: DispatchRules): readonly MacroId[] {
  const { callee } = call;
  if (callee.kind === 'name') return idOf(namespace.findLoose(callee.name));
  if (callee.kind !== 'attribute' || callee.target.kind !== 'name') return [];
  const { target, name } = callee;
  if (target.name === 'adapter' && name === 'dispatch') return dispatched(call, namespace, rules);
  return idOf(namespace.findIn(target.name, name));
}

function dispatched(call: Call, namespace: MacroNamespace, rules: DispatchRules): readonly MacroId[] {
  const name = literalText(call, 0, 'macro_name');
  if (name === undefined) return [];
  for (const place of searchOrder(literalText(call, 1, 'macro_namespace') ?? null, namespace, rules)) {
    const macro = implementation(name, place, namespace);
    if (macro) return [macro.id];
  }
  return [];
}

function literalText(call: Call, index: number, name: string): string | undefined {
  const node: Expression | undefined = call.args[index] ?? call.kwargs.find((each) => each.name === name)?.value;
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined;
}

function idOf(macro: LibraryMacro | undefined): readonly MacroId[] {
  return macro ? [macro.id] : [];
}

/** Every call among the parts of a template, in the order of the text. */
export function eachCall(parts: readonly (Statement | object)[], visit: (call: Call) => void): void {
  for (const part of parts) visitNode(part, visit);
}

function visitNode(node: object, visit: (call: Call) => void): void {
  if ('kind' in node && node.kind === 'call') visit(node as Call);
  for (const child of Object.values(node) as readonly unknown[]) {
    if (typeof child === 'object' && child !== null) visitNode(child, visit);
  }
}
