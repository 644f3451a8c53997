import type { Command } from 'commander';
import { Option } from 'commander';
import type { CompiledNode } from '../../artifacts/manifest-node.js';
import { sqlFilePath, writeSql } from '../../artifacts/sql-files.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import { hasErrors, problem, valueOf, DiagnosticError } from '../../core/diagnostic.js';
import type { DataTest, Model } from '../../core/node.js';
import type { NodeId } from '../../core/node-parts.js';
import type { Statement } from '../../core/statement.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { PublishedCompiler } from '../compile-late.js';
import { runtimeFacts } from '../compile-options.js';
import type { Context, ExitCode } from '../context.js';
import { deferredNames } from '../defer.js';
import { artifactFacts, writeManifest } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions, withRefreshOptions, withSelectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';
import type { SelectionFlags } from '../selection.js';
import { selectWith } from '../selection.js';

interface Options extends SelectionFlags {
  readonly inline?: string;
  readonly output: 'text' | 'json';
  readonly introspect: boolean;
}

export function registerCompile(program: Command, finish: Finish): void {
  withRefreshOptions(withSelectionOptions(withConnectionOptions(program.command('compile'))))
    .summary('render templates to SQL')
    .description(
      'Renders models and data tests to the SQL that would run, with the names under which things are published, and writes it below target/compiled. The SQL of a selected model is printed. Connects only when a template asks the database.',
    )
    .option('--inline <sql>', 'compile this text instead of nodes; ref and source work in it')
    .addOption(new Option('--introspect', 'connect when a template asks the database (default)').hideHelp())
    .option('--no-introspect', 'never connect; a template that asks the database is an error')
    .addOption(new Option('--output <format>', 'how to print SQL').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      examples(
        ['jiggy compile', 'everything, to target/compiled'],
        ['jiggy compile -s fct_daily_sales', 'print the SQL of one model'],
        [`jiggy compile --inline "select * from {{ ref('dim_products') }}"`, 'a text of your own'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  if (options.inline !== undefined && options.select !== undefined) {
    throw new DiagnosticError(problem('usage/compile', 'compile takes either --select or --inline, not both.'));
  }
  const opened = await openChecked(context, options);
  const nodes = options.inline === undefined ? selectedNodes(context, opened, options) : [];
  const runtime = runtimeFacts(context, 'compile', { selectedResources: nodes.map((node) => node.id) });
  const names = await deferredNames(context, opened, new Set(runtime.selectedResources), options);
  const compiler = new PublishedCompiler(context, opened, runtime, options.introspect, names);
  if (options.inline !== undefined) return printInline(context, options, options.inline, compiler);
  const diagnostics: Diagnostic[] = [];
  const compiled: { readonly node: Model | DataTest; readonly statement: Statement }[] = [];
  for (const node of nodes) {
    const { value: statement, diagnostics: found } = await compiler.node(node);
    diagnostics.push(...found);
    if (!hasErrors(found)) compiled.push({ node, statement });
  }
  const written = new Map<NodeId, CompiledNode>();
  for (const { node, statement } of compiled) {
    const path = sqlFilePath(opened.config.targetPath, 'compiled', node);
    await writeSql(opened.project.root, path, statement.sql);
    written.set(node.id, { sql: statement.sql, path, ctes: [] });
  }
  await writeManifest(opened, options, artifactFacts(context, runtime), written);
  context.report(diagnostics);
  const shown = options.select === undefined ? [] : shownOf(compiled, options.select);
  for (const { node, statement } of shown) printStatement(context, options, node.name, statement);
  context.note(`Compiled ${compiled.length} of ${nodes.length} nodes to ${opened.config.targetPath}/compiled.`);
  return hasErrors(diagnostics) ? 2 : 0;
}

function selectedNodes(context: Context, opened: OpenedProject, options: Options): readonly (Model | DataTest)[] {
  const { graph } = opened;
  const selected = selectWith(context, opened, options);
  return graph.order.flatMap((id) => {
    const node = graph.nodes.get(id);
    return selected.has(id) && (node?.kind === 'model' || node?.kind === 'test') ? [node] : [];
  });
}

/** Those that were asked for by name (tests that only came along are not shown); a lone node always. */
function shownOf<T extends { readonly node: Model | DataTest }>(
  compiled: readonly T[],
  select: readonly string[],
): readonly T[] {
  const words = select.flatMap((text) => text.split(/[\s,]+/));
  const named = compiled.filter(({ node }) => words.includes(node.name));
  return named.length === 0 && compiled.length === 1 ? compiled : named;
}

async function printInline(
  context: Context,
  options: Options,
  sql: string,
  compiler: PublishedCompiler,
): Promise<ExitCode> {
  const outcome = await compiler.inline(sql);
  const statement = valueOf(outcome);
  context.report(outcome.diagnostics);
  context.print(options.output === 'json' ? JSON.stringify({ compiled: statement.sql }) : statement.sql);
  return 0;
}

function printStatement(context: Context, options: Options, name: string, statement: Statement): void {
  if (options.output === 'json') {
    context.print(JSON.stringify({ node: name, compiled: statement.sql }));
    return;
  }
  context.note(`Compiled node '${name}' is:`);
  context.print(statement.sql.trim());
}
