import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import type { Statement } from '../core/statement.js';
import type { TemplateText } from '../core/node-parts.js';
import { wholeFile } from '../core/node-parts.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { andThen } from '../jinja/maybe-promise.js';
import { render } from '../jinja/render.js';
import type { CompileContext } from './compile-context.js';
import { compileContext } from './compile-context.js';
import type { Compilable } from './compile-subject.js';
import type { CompileOptions } from './compile-options.js';
import type { ParentSql } from './ephemeral.js';
import { collectParents, EphemeralParents, withCtes } from './ephemeral.js';
import { sqlRendering } from './filters.js';
import { renderGenericTest } from './generic-test.js';
import type { Rendering } from './rendering.js';
import { silentNames } from './silent-names.js';
import { templateOf } from './template-of.js';

/** The SQL of a node with its ephemeral parents as CTEs. Throws (or rejects with) a TemplateError. */
export function renderNode(node: Compilable, options: CompileOptions, rendering: Rendering): MaybePromise<Statement> {
  return andThen(renderParts(node, options, rendering), ({ own, before }) => withCtes(own, before));
}

/** A node's own SQL, and the ephemeral models that it reads. */
function renderParts(node: Compilable, options: CompileOptions, rendering: Rendering): MaybePromise<ParentSql> {
  const parents = new EphemeralParents();
  return andThen(renderAlone(node, options, rendering, parents), (own) =>
    andThen(
      collectParents(parents, (parent) => renderParts(parent, options, rendering)),
      (before) => ({ own, before }),
    ),
  );
}

function renderAlone(
  node: Compilable,
  options: CompileOptions,
  rendering: Rendering,
  parents: EphemeralParents,
): MaybePromise<Statement> {
  const context = compileContext({ node, checked: true }, options, rendering, parents);
  if (node.kind === 'test' && node.body.kind === 'generic') return renderGenericTest(node, node.body, context);
  return andThen(renderText(textOf(node), context), (statement) => {
    rendering.diagnostics.push(...silentNames(textOf(node), context, options.macros));
    if (statement.sql.trim() === '') rendering.diagnostics.push(empty(node));
    return statement;
  });
}

function textOf(node: Compilable): TemplateText {
  if (node.kind !== 'test') return node.template;
  return node.body.kind === 'singular' ? node.body.template : wholeFile(node.file);
}

/** SQL of the command line; it may refer to any node. */
export function renderInline(file: SourceFile, options: CompileOptions, rendering: Rendering): MaybePromise<Statement> {
  const parents = new EphemeralParents();
  const context = compileContext({ inline: file }, options, rendering, parents);
  return andThen(renderText(wholeFile(file), context), (statement) =>
    andThen(
      collectParents(parents, (parent) => renderParts(parent, options, rendering)),
      (before) => withCtes(statement, before),
    ),
  );
}

/** Renders a text in a context. */
export function renderText(text: TemplateText, context: CompileContext): MaybePromise<Statement> {
  return andThen(render(templateOf(text), context, sqlRendering), ({ text: sql, spans }) => ({ sql, spans }));
}

function empty(node: Compilable): Diagnostic {
  const at = { file: node.file.path, line: 1, column: 1 };
  return problem('model/empty', `${node.file.path} compiles to no SQL.`, {
    at,
    hint: 'Write a select, or disable it.',
  });
}
