import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { placeOfNode } from '../core/node.js';
import type { TemplateDatabase } from '../core/ports.js';
import type { SourceFile } from '../core/source-file.js';
import type { Statement } from '../core/statement.js';
import { asTemplateError } from '../jinja/error.js';
import type { MaybePromise } from '../jinja/maybe-promise.js';
import { andThen } from '../jinja/maybe-promise.js';
import type { CompileOptions } from './compile-options.js';
import type { Compilable } from './compile-subject.js';
import type { Compiled } from './compiled.js';
import { isLate, lateReason } from './late.js';
import { renderInline, renderNode } from './render-node.js';
import type { FileFinder } from './template-diagnostic.js';
import { templateDiagnostic } from './template-diagnostic.js';

export type { Compilable } from './compile-subject.js';

const NOTHING: Statement = { sql: '', spans: [] };

/**
 * The SQL of a model, or the query of a data test that gives the rows that fail (dbt's `compiled_code`; without limit,
 * count and thresholds), rendered without a database: the first question to it makes the node late. Ephemeral parents
 * stand in it as CTEs. Errors of the template become diagnostics, and the statement is then empty.
 */
export function compileNode(node: Compilable, options: CompileOptions): Outcome<Compiled> {
  const diagnostics: Diagnostic[] = [];
  return atOnce(
    () => renderNode(node, options, { diagnostics }),
    diagnostics,
    options.macros.files,
    errorOf(node, options),
  );
}

/** `compileNode` with answers from the database. */
export function compileNodeLate(
  node: Compilable,
  options: CompileOptions,
  database: TemplateDatabase,
): Promise<Outcome<Statement>> {
  const diagnostics: Diagnostic[] = [];
  return later(() => renderNode(node, options, { diagnostics, database }), diagnostics, errorOf(node, options));
}

/** Compiles SQL that is no node of the project (`--inline`); it may refer to any node. */
export function compileInline(sql: string, options: CompileOptions): Outcome<Compiled> {
  const diagnostics: Diagnostic[] = [];
  const file = inlineFile(sql);
  return atOnce(
    () => renderInline(file, options, { diagnostics }),
    diagnostics,
    inlineFiles(file, options.macros.files),
    errorInline(file, options),
  );
}

/** `compileInline` with answers from the database. */
export function compileInlineLate(
  sql: string,
  options: CompileOptions,
  database: TemplateDatabase,
): Promise<Outcome<Statement>> {
  const diagnostics: Diagnostic[] = [];
  const file = inlineFile(sql);
  return later(() => renderInline(file, options, { diagnostics, database }), diagnostics, errorInline(file, options));
}

function inlineFile(sql: string): SourceFile {
  return { path: '--inline', text: sql };
}

type ErrorReader = (thrown: unknown) => Diagnostic;

function errorOf(node: Compilable, { macros }: CompileOptions): ErrorReader {
  return (thrown) => templateDiagnostic(asTemplateError(thrown), macros.files, placeOfNode(node));
}

function errorInline(file: SourceFile, { macros }: CompileOptions): ErrorReader {
  return (thrown) => templateDiagnostic(asTemplateError(thrown), inlineFiles(file, macros.files));
}

function inlineFiles(file: SourceFile, files: FileFinder): FileFinder {
  return (path) => (path === file.path ? file : files(path));
}

/** Runs a rendering that has no database, and so never waits. */
function atOnce(
  run: () => MaybePromise<Statement>,
  diagnostics: Diagnostic[],
  files: FileFinder,
  error: ErrorReader,
): Outcome<Compiled> {
  const empty: Compiled = { kind: 'static', statement: NOTHING };
  try {
    const statement = run();
    if (!(statement instanceof Promise)) return { value: { kind: 'static', statement }, diagnostics };
    statement.catch(() => undefined);
    return {
      value: empty,
      diagnostics: [...diagnostics, problem('template/async', 'The template waits for something.')],
    };
  } catch (thrown) {
    if (isLate(thrown)) return { value: { kind: 'late', because: lateReason(thrown, files) }, diagnostics };
    return { value: empty, diagnostics: [...diagnostics, error(thrown)] };
  }
}

async function later(
  run: () => MaybePromise<Statement>,
  diagnostics: Diagnostic[],
  error: ErrorReader,
): Promise<Outcome<Statement>> {
  try {
    return { value: await andThen(run(), (statement) => statement), diagnostics };
  } catch (thrown) {
    return { value: NOTHING, diagnostics: [...diagnostics, error(thrown)] };
  }
}
