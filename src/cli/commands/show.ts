import type { Command } from 'commander';
import { Option } from 'commander';
import { DiagnosticError, problem, valueOf } from '../../core/diagnostic.js';
import { own } from '../../core/json.js';
import type { Model, Node, Seed, Source } from '../../core/node.js';
import type { QueryResult } from '../../core/ports.js';
import { renderRelation } from '../../core/relation.js';
import type { SourceFile } from '../../core/source-file.js';
import { SqlError } from '../../core/sql-error.js';
import type { Statement } from '../../core/statement.js';
import { plainStatement, wrapStatement } from '../../core/statement.js';
import { renderCsv, renderJsonRows, renderTable } from '../../report/table.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { PublishedCompiler } from '../compile-late.js';
import { runtimeFacts } from '../compile-options.js';
import { connectProject } from '../connection.js';
import type { Context, ExitCode } from '../context.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';
import type { RunCommandOptions } from '../run-project.js';
import { fileFinder, requestRun } from '../run-project.js';

interface Options extends RunCommandOptions {
  readonly inline?: string;
  readonly limit: number;
  readonly output: 'table' | 'json' | 'csv' | 'text';
}

export function registerShow(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('show'))
    .summary('show rows of a model or of a query')
    .description(
      "Runs a model's query, or one given inline, in a read-only transaction against what is published, and prints the first rows.",
    )
    .option('-s, --select <selector...>', 'the model, seed or source to show')
    .addOption(new Option('-f, --full-refresh', 'templates see it').hideHelp())
    .option('--inline <sql>', 'a query; ref and source work in it')
    .addOption(new Option('--limit <n>', 'how many rows; -1 for all').argParser(limitArgument).default(5))
    .addOption(
      new Option('--output <format>', 'how to print them').choices(['table', 'json', 'csv', 'text']).default('table'),
    )
    .addHelpText(
      'after',
      examples(
        ['jiggy show -s fct_daily_sales', 'the first five rows of a mart'],
        [`jiggy show --inline "select count(*) from {{ ref('fct_order_lines') }}"`, 'a query of your own'],
        ['jiggy show -s dim_products --limit -1 --output csv', 'everything, as CSV'],
      ),
    )
    .action(action<Options>(finish, execute));
}

function limitArgument(text: string): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value) && value >= -1) return value;
  throw new DiagnosticError(
    problem('usage/limit', `${text} is no limit.`, { hint: 'Give a whole number, or -1 for all rows.' }),
  );
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  if ((options.inline === undefined) === (options.select === undefined)) {
    throw new DiagnosticError(
      problem('usage/show', 'show needs either --select or --inline.', {
        hint: 'For example: jiggy show --select fct_daily_sales',
      }),
    );
  }
  const opened = await openChecked(context, options);
  const inline = options.inline === undefined ? undefined : { path: '--inline', text: options.inline };
  const compiler = new PublishedCompiler(context, opened, runtimeFacts(context, 'show'));
  const query = await (inline ? inlineQuery(compiler, inline) : selectedQuery(context, opened, options, compiler));
  const { database } = await connectProject(context, opened.project.root, opened.config);
  const result = await database
    .transaction('show', { readOnly: true, isolation: 'repeatable read' }, async (session) => {
      // A cursor gives the first rows of any query without touching its text.
      await session.query(wrapStatement('declare shown no scroll cursor for\n', query, '\n'));
      return session.query(`fetch ${options.limit === -1 ? 'all' : `forward ${options.limit}`} from shown`);
    })
    .catch((error: unknown) => {
      const files = fileFinder(opened);
      if (!(error instanceof SqlError)) throw error;
      throw new DiagnosticError(
        error.located((path) => (path === inline?.path ? inline : files(path))),
        { exitCode: 1, cause: error },
      );
    });
  context.print(renderRows(result, options.output));
  return 0;
}

function renderRows(result: QueryResult, output: Options['output']): string {
  switch (output) {
    case 'json':
      return `{"show": ${renderJsonRows(result)}}`;
    case 'csv':
      return renderCsv(result);
    case 'table':
    case 'text':
      return renderTable(result);
  }
}

/** A trailing semicolon is common in what people paste; a cursor does not take it. */
async function inlineQuery(compiler: PublishedCompiler, inline: SourceFile): Promise<Statement> {
  const { sql, spans } = valueOf(await compiler.inline(inline.text));
  return { sql: sql.replace(/[;\s]+$/, ''), spans };
}

async function selectedQuery(
  context: Context,
  opened: OpenedProject,
  options: Options,
  compiler: PublishedCompiler,
): Promise<Statement> {
  const { graph } = opened;
  const { selected } = requestRun(context, 'build', opened, { ...options, indirectSelection: 'empty' });
  const nodes = [...selected].flatMap((id) => graph.nodes.get(id) ?? []).filter(isShowable);
  const [node] = nodes;
  if (!node || nodes.length > 1) {
    const found =
      nodes.length === 0
        ? 'nothing that has rows'
        : `${nodes.length} nodes (${nodes
            .slice(0, 3)
            .map((each) => each.name)
            .join(', ')} ...)`;
    throw new DiagnosticError(problem('usage/show', `--select chose ${found}; show needs one model, seed or source.`));
  }
  if (node.kind !== 'model') return plainStatement(`select * from ${renderRelation(node.relation)}`);
  return withHeader(node, valueOf(await compiler.node(node)));
}

/** `sql_header` stands before the query, as dbt has it: it may be the beginning of a WITH. */
function withHeader(node: Model, query: Statement): Statement {
  const header = own(node.config, 'sql_header');
  return typeof header === 'string' ? wrapStatement(`${header}\n`, query, '') : query;
}

function isShowable(node: Node): node is Model | Seed | Source {
  return node.kind !== 'test';
}
