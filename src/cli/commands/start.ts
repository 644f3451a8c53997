import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import { DiagnosticError, valueOf } from '../../core/diagnostic.js';
import type { LoadReport } from '../../core/load-report.js';
import { renderInSchema } from '../../core/relation.js';
import type { RunResult } from '../../core/result.js';
import { isGood } from '../../core/result.js';
import { loadFiles, prepareFiles } from '../../ingest/ingest-files.js';
import { contractsOf } from '../../ingest/read-contract.js';
import { migrate } from '../../postgres/migrate.js';
import { count, plural } from '../../report/numbers.js';
import { renderSummary } from '../../report/summary.js';
import { renderTable } from '../../report/table.js';
import { DEFAULT_SAMPLE } from '../../sample/sample-options.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { Connection } from '../connection.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { describeLoad, loadTeller } from '../load-teller.js';
import { openChecked } from '../open.js';
import { examples, wholeNumber, withConnectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';
import { requestRun, runRequest } from '../run-project.js';

interface Options extends CommonOptions {
  readonly orders: number;
  readonly seed: number;
}

/** The mart that is shown at the end; its first column is the day. */
const shown = 'fct_daily_sales';

export function registerStart(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('start'))
    .summary('the whole job on a generated sample: migrate, ingest, build, test, show')
    .description(
      "Applies the migrations, generates a sample of the shop's transactions, ingests it, builds and tests the warehouse, and shows some rows of a mart. npm start runs it on the embedded PostgreSQL. A second time nothing is loaded twice.",
    )
    .addOption(new Option('--orders <n>', 'orders of the sample').argParser(wholeNumber(1)).default(2000))
    .addOption(new Option('--seed <n>', 'which sample').argParser(wholeNumber(0)).default(DEFAULT_SAMPLE.seed))
    .addHelpText(
      'after',
      examples(
        ['npm start', 'everything, on the embedded PostgreSQL'],
        ['npm start -- --orders 50000', 'a larger sample'],
        ['jiggy start --database-url postgresql://...', 'on a server of your own'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const connection = await connectProject(context, opened.project.root, opened.config);
  const title = (text: string): void => {
    context.note(`\n${context.errorStyle.strong(text)}`);
  };

  title('1. Migrations');
  await migrateAll(context, opened, connection);
  title(`2. A sample of ${plural(options.orders, 'order')}, seed ${options.seed}`);
  const file = await writeSample(context, opened, options);
  title('3. Ingestion');
  const loads = await load(context, opened, connection, file);
  title('4. Build and test');
  const result = await runRequest(context, requestRun(context, 'build', opened, {}), {}, connection);
  if (!result) return context.signal.aborted ? 130 : 2;

  context.note('');
  printReport(context, opened, loads, result);
  if (result.cancelled) return 130;
  if (!isGood(result)) return 1;
  await printMart(context, opened, connection);
  return 0;
}

async function migrateAll(context: Context, opened: OpenedProject, { dial, database }: Connection): Promise<void> {
  const outcome = await migrate({
    dial,
    database,
    directory: join(opened.project.root, 'migrations'),
    label: 'migrations',
    onWait: (message) => {
      context.note(message);
    },
  });
  const { applied } = valueOf(outcome);
  context.note(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database has all of them.');
}

/** The sample as a file below the target folder, made anew each time: the same bytes for the same seed. */
async function writeSample(context: Context, opened: OpenedProject, options: Options): Promise<string> {
  const { generateShop } = await import('../../sample/generate-shop.js');
  const { project, config } = opened;
  const file = join(project.root, config.targetPath, 'sample', `orders-${options.orders}-seed-${options.seed}.csv`);
  await mkdir(dirname(file), { recursive: true });
  const shop = generateShop({ ...DEFAULT_SAMPLE, orders: options.orders, seed: options.seed });
  await pipeline(Readable.from(shop), createWriteStream(file), { signal: context.signal });
  const { rows, dirt } = shop.truth();
  const dirty = Object.values(dirt).reduce((sum, each) => sum + each, 0);
  context.note(
    `Wrote ${plural(rows, 'line')} to ${relative(context.cwd, file)}, ${count(dirty)} of them with a fault of some kind`,
  );
  return file;
}

async function load(
  context: Context,
  opened: OpenedProject,
  { database }: Connection,
  file: string,
): Promise<readonly LoadReport[]> {
  const sources = [...opened.graph.nodes.values()].filter((node) => node.kind === 'source');
  const files = valueOf(await prepareFiles([relative(context.cwd, file)], valueOf(contractsOf(sources))));
  const outcome = await loadFiles(files, {
    database,
    clock: context.clock,
    onProgress: loadTeller(context, (report) => {
      context.note(describeLoad(report, context.errorStyle));
    }),
  });
  context.progress(undefined);
  if (outcome.diagnostics.length > 0) throw new DiagnosticError(outcome.diagnostics, { exitCode: 1 });
  return outcome.value;
}

function printReport(context: Context, opened: OpenedProject, loads: readonly LoadReport[], result: RunResult): void {
  context.print(context.style.strong('Ingested'));
  for (const report of loads) context.print(`  ${describeLoad(report, context.style).replaceAll('\n', '\n  ')}`);
  context.print('');
  context.print(renderSummary(result, opened.graph, context.style));
}

/** The last days of a mart, and what to try next. */
async function printMart(context: Context, opened: OpenedProject, { database }: Connection): Promise<void> {
  const mart = [...opened.graph.nodes.values()].find((node) => node.kind === 'model' && node.name === shown);
  if (mart?.kind !== 'model') return;
  const relation = renderInSchema(mart.relation);
  const rows = await database.session('show', (session) =>
    session.query(`select * from ${relation} order by 1 desc limit 4`),
  );
  context.print(`\n${context.style.strong(`The last days in ${mart.relation.schema}.${shown}`)}`);
  context.print(renderTable({ ...rows, columns: rows.columns.slice(0, 8) }));
  context.print(`
${context.style.strong('Next')}
  npx jiggy show -s dim_products             rows of another mart
  npx jiggy show --inline "select * from ops.quarantine"
  npx jiggy plan -s fct_daily_sales --sql    what a build would do
  npx jiggy db start; psql "$(npx jiggy db url)"
  npx jiggy init my_project                  a project of your own`);
}
