import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { TemplateText } from '../core/node-parts.js';
import type { Ranged } from '../jinja/ast.js';
import { globals } from '../jinja/globals.js';
import type { MacroLibrary } from './macro-library.js';
import type { RenderContext } from './template-context.js';
import { placeOf } from './template-diagnostic.js';
import { templateOf } from './template-of.js';

/**
 * Warnings `template/silent-name` for names that a template or a macro of the project prints and nothing defines: dbt
 * prints nothing for them, and so a misspelt name goes unseen.
 */
export function silentNames(
  text: TemplateText,
  context: RenderContext,
  { packageName, files }: MacroLibrary,
): readonly Diagnostic[] {
  const missed = new Set([...context.missed].filter((name) => !globals.has(name)));
  if (missed.size === 0) return [];
  const own = context.called.filter((macro) => macro.package === packageName);
  const bodies = [
    { file: text.file.path, node: templateOf(text).body as object },
    ...own.map(({ file, block }) => ({ file: file.path, node: block })),
  ];
  return bodies.flatMap(({ file, node }) =>
    printedNames(node, missed).map(({ name, start, end }) => {
      const at = placeOf({ file, offset: start, length: end - start }, files);
      const hint = didYouMean(name, [...context.names()]) ?? 'Say {{ name | default("") }} where that is meant.';
      const message = `'${name}' is not defined here, and prints nothing.`;
      return problem('template/silent-name', message, { severity: 'warning', hint, ...(at ? { at } : {}) });
    }),
  );
}

type Printed = Ranged & { readonly name: string };

/** The outputs that are nothing but a name among the missed ones that the body itself never sets. */
function printedNames(body: object, missed: ReadonlySet<string>): readonly Printed[] {
  const printed: Printed[] = [];
  const set = new Set<string>();
  walk(body, (node) => {
    const { kind } = node as { readonly kind?: unknown };
    if (kind === 'output') {
      const { value } = node as { readonly value: { readonly kind: string } & Printed };
      if (value.kind === 'name' && missed.has(value.name)) printed.push(value);
    }
    for (const key of ['target', 'parameters', 'bindings']) {
      const part = (node as Readonly<Record<string, unknown>>)[key];
      if (kind !== 'attribute' && kind !== 'item' && typeof part === 'object' && part !== null) {
        walk(part, (each) => 'name' in each && typeof each.name === 'string' && set.add(each.name));
      }
    }
  });
  return printed.filter(({ name }) => !set.has(name));
}

function walk(node: object, visit: (node: object) => void): void {
  visit(node);
  for (const child of Object.values(node) as readonly unknown[]) {
    if (typeof child === 'object' && child !== null) walk(child, visit);
  }
}
