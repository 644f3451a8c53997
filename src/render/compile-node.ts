import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { DataTest, Model } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import type { Statement } from '../core/statement.js';
import { asTemplateError, TemplateError } from '../jinja/error.js';
import { toText } from '../jinja/printing.js';
import { callMacro, renderSync } from '../jinja/render.js';
import { parseTemplate } from '../jinja/template.js';
import { NO_KWARGS } from '../jinja/values.js';
import { compileContext } from './compile-context.js';
import type { CompileOptions } from './compile-options.js';
import { sqlRendering } from './filters.js';
import { templateDiagnostic } from './template-diagnostic.js';
import { argumentValues } from './test-arguments.js';

const NOTHING: Statement = { sql: '', spans: [] };

/**
 * The SQL of a model, or the query of a data test that gives the rows that fail (dbt's `compiled_code`; without limit,
 * count and thresholds). Errors of the template become diagnostics, and the statement is then empty.
 */
export function compileNode(node: Model | DataTest, options: CompileOptions): Outcome<Statement> {
  const diagnostics: Diagnostic[] = [];
  try {
    const value =
      node.kind === 'test' ? compileTest(node, options, diagnostics) : compileFile(node, options, diagnostics);
    return { value, diagnostics };
  } catch (thrown) {
    diagnostics.push(templateDiagnostic(asTemplateError(thrown), options.macros.files, placeOfNode(node)));
    return { value: NOTHING, diagnostics };
  }
}

/** Compiles SQL that is no node of the project (`--inline`); it may refer to any node. */
export function compileInline(sql: string, options: CompileOptions): Outcome<Statement> {
  const file: SourceFile = { path: '--inline', text: sql };
  const files = (path: string): SourceFile | undefined => (path === file.path ? file : options.macros.files(path));
  const diagnostics: Diagnostic[] = [];
  try {
    const { text, spans } = renderSync(
      parseTemplate(sql, { file: file.path }),
      compileContext({ inline: file }, options, diagnostics),
      sqlRendering,
    );
    return { value: { sql: text, spans }, diagnostics };
  } catch (thrown) {
    diagnostics.push(templateDiagnostic(asTemplateError(thrown), files));
    return { value: NOTHING, diagnostics };
  }
}

function compileFile(node: Model | DataTest, options: CompileOptions, diagnostics: Diagnostic[]): Statement {
  const template = parseTemplate(node.file.text, { file: node.file.path });
  const { text, spans } = renderSync(template, compileContext({ node }, options, diagnostics), sqlRendering);
  if (text.trim() === '') diagnostics.push(empty(node));
  return { sql: text, spans };
}

function empty(node: Model | DataTest): Diagnostic {
  const at = { file: node.file.path, line: 1, column: 1 };
  return problem('model/empty', `${node.file.path} compiles to no SQL.`, {
    at,
    hint: 'Write a select, or disable it.',
  });
}

function compileTest(node: DataTest, options: CompileOptions, diagnostics: Diagnostic[]): Statement {
  const { body } = node;
  if (body.kind === 'singular') return compileFile(node, options, diagnostics);
  const context = compileContext({ node }, options, diagnostics);
  const macro = context.macro(`test_${body.test.replace(/^.*\./, '')}`);
  const where = context.macro('get_where_subquery');
  if (!macro || !where) throw new TemplateError('test/unknown', `There is no data test ${body.test}.`);
  const model = atOnce(callMacro(where, [context.relationOf(body.target)], NO_KWARGS, sqlRendering));
  const column = body.column === undefined ? {} : { column_name: body.column };
  const args = argumentValues({ ...column, ...body.args }, context);
  const sql = toText(atOnce(callMacro(macro, [], new Map([['model', model], ...args]), sqlRendering)));
  return { sql, spans: [entrySpan(node, sql)] };
}

/** All of a generic test's SQL comes from its entry in the .yml file. */
function entrySpan(node: DataTest, sql: string): Statement['spans'][number] {
  const { offset, length } = offsetOf(node);
  return {
    start: 0,
    end: sql.length,
    file: node.file.path,
    sourceStart: offset,
    sourceEnd: offset + length,
    literal: false,
  };
}

function offsetOf(node: DataTest): { readonly offset: number; readonly length: number } {
  const { line, column, length = 1 } = placeOfNode(node);
  let offset = 0;
  for (let each = 1; each < line; each += 1) offset = node.file.text.indexOf('\n', offset) + 1;
  return { offset: offset + column - 1, length };
}

function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new TemplateError('template/async', 'A test waits for something.');
  return value;
}
