import type { Command } from 'commander';
import type { Diagnostic } from '../../core/diagnostic.js';
import { DiagnosticError, hasErrors, valueOf } from '../../core/diagnostic.js';
import type { LoadReport } from '../../core/load-report.js';
import { isFailedLoad, loadFiles, prepareFiles } from '../../ingest/ingest-files.js';
import { contractsOf } from '../../ingest/read-contract.js';
import { renderJsonLoads } from '../../report/load-reports.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { describeLoad, loadTeller } from '../load-teller.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export function registerIngest(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('ingest'))
    .argument('<files...>', 'CSV files, or folders that hold some')
    .summary('load CSV files into the raw tables')
    .description(
      'Loads each file, in a transaction of its own, by the source whose columns its header has. Rows that break the ' +
        "source's contract go into ops.quarantine with every reason and their exact bytes; all others into the typed raw " +
        'table. A file that was loaded before changes nothing. All headers are looked at before the first file is loaded.',
    )
    .option('--json', 'print one JSON object with the counts on stdout')
    .addHelpText(
      'after',
      examples(
        ['jiggy ingest export.csv', 'one file'],
        ['jiggy ingest exports/', 'every .csv file of a folder, by name'],
        ['jiggy ingest export.csv --json', 'counts and reasons for a script'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options, paths: readonly string[]): Promise<ExitCode> {
  const opened = await openChecked(context, options);
  const sources = [...opened.graph.nodes.values()].filter((node) => node.kind === 'source');
  const contracts = contractsOf(sources);
  const prepared = await prepareFiles(paths, valueOf(contracts));
  context.report(contracts.diagnostics);
  if (hasErrors(prepared.diagnostics)) return end(context, options, [], prepared.diagnostics);
  const { database } = await connectProject(context, opened.project.root, opened.config);
  const outcome = await loadFiles(prepared.value, {
    database,
    clock: context.clock,
    onProgress: loadTeller(context, (report) => {
      if (!options.json) context.print(describeLoad(report, context.style));
    }),
  });
  context.progress(undefined);
  if (context.signal.aborted && hasErrors(outcome.diagnostics)) throw new DiagnosticError(outcome.diagnostics);
  return end(context, options, outcome.value, outcome.diagnostics);
}

function end(
  context: Context,
  options: Options,
  loads: readonly LoadReport[],
  diagnostics: readonly Diagnostic[],
): ExitCode {
  if (options.json) context.print(renderJsonLoads(loads));
  context.report(diagnostics);
  if (hasErrors(diagnostics)) return isFailedLoad(diagnostics) ? 1 : 2;
  if (loads.some((load) => load.quarantined > 0)) {
    context.note(
      'Rows in quarantine: jiggy show --inline "select * from ops.quarantine order by file_id desc, line_no"',
    );
  }
  return 0;
}
