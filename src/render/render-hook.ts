import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { Hook } from '../core/node-parts.js';
import type { Operation } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { TemplateDatabase } from '../core/ports.js';
import type { Statement } from '../core/statement.js';
import { asTemplateError } from '../jinja/error.js';
import { andThen } from '../jinja/maybe-promise.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { compileContext } from './compile-context.js';
import type { CompileOptions } from './compile-options.js';
import type { TemplateNode } from './compile-subject.js';
import { EphemeralParents } from './ephemeral.js';
import { renderText } from './render-node.js';
import type { Rendering } from './rendering.js';
import { templateDiagnostic } from './template-diagnostic.js';

/**
 * The SQL of a pre- or post-hook of a node; `options.self` is what `this` means in it. A hook that only runs macros gives
 * an empty text: there is nothing to send then. Refs in hooks may name anything.
 */
export function renderHook(
  hook: Hook,
  node: TemplateNode,
  options: CompileOptions,
  database: TemplateDatabase,
): Promise<Outcome<Statement>> {
  const text = { text: hook.sql, file: { path: '', text: hook.sql }, offset: 0 };
  return rendered(node, options, database, (rendering) =>
    renderText(text, compileContext({ node, checked: false }, options, rendering, new EphemeralParents())),
  );
}

/** The SQL of an entry of on-run-start or on-run-end; `options.extra` brings `results` and `schemas`. */
export function renderOperation(
  operation: Operation,
  options: CompileOptions,
  database: TemplateDatabase,
): Promise<Outcome<Statement>> {
  return rendered(operation, options, database, (rendering) =>
    renderText(
      operation.template,
      compileContext({ node: operation, checked: false }, options, rendering, new EphemeralParents()),
    ),
  );
}

async function rendered(
  node: TemplateNode,
  options: CompileOptions,
  database: TemplateDatabase,
  run: (rendering: Rendering) => MaybePromise<Statement>,
): Promise<Outcome<Statement>> {
  const diagnostics: Diagnostic[] = [];
  try {
    const value = await andThen(run({ diagnostics, database }), (statement) => statement);
    return { value, diagnostics };
  } catch (thrown) {
    diagnostics.push(templateDiagnostic(asTemplateError(thrown), options.macros.files, placeOfNode(node)));
    return { value: { sql: '', spans: [] }, diagnostics };
  }
}
