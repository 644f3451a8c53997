import type { Command } from 'commander';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import type { FileResult } from '../format-files.js';
import { examples } from '../options.js';

interface Options extends CommonOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function registerFormat(program: Command, finish: Finish): void {
  program
    .command('format')
    .argument('[path...]', 'files or folders; - reads stdin and writes stdout')
    .summary('lay out SQL, templates and all')
    .description(
      "Lays out SQL files anew, those with templates too. Without PATH: the project's models, data tests, analyses and snapshots, and migrations/ and queries/. Nothing but white space and the case of keywords changes: PostgreSQL's own parser must read the same statements before and after, and every template tag, comment and literal must stand where it stood. A file for which that cannot be shown is left alone and named; that is a warning, not a failure. Needs no server. Settings: the key format in jiggy.yml (keyword_case, indent, width). Format a migration before it is first applied: an applied one may not change, not even in its layout.",
    )
    .option('--project-dir <dir>', 'folder of dbt_project.yml (default: here or the nearest one above)')
    .option('--check', 'change nothing; list the files that would change and exit with 1 if there are any')
    .option('--json', 'print what became of each file as JSON')
    .addHelpText(
      'after',
      examples(
        ['jiggy format', 'the whole project'],
        ['jiggy format --check', 'for a pipeline'],
        ['jiggy format models/marts analyses/top.sql', 'one folder and one file'],
        ['jiggy format - < query.sql', 'for an editor'],
      ),
    )
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options, paths: readonly string[]): Promise<ExitCode> {
  // Loaded here, because the formatter and the parser are large and no other command needs them.
  const { formatFiles, formatStdin } = await import('../format-files.js');
  if (paths.length === 1 && paths[0] === '-') return exitCode(options, [await formatStdin(context, options)]);
  const results = await formatFiles(context, options, paths);
  context.report(results.flatMap(({ problem }) => (problem ? [problem] : [])));
  if (options.json) context.print(JSON.stringify({ files: results.map(fileJson) }));
  else tell(context, options, results);
  return exitCode(options, results);
}

function fileJson({ path, status, problem }: FileResult): object {
  return { path, status, ...(problem ? { reason: problem.message } : {}) };
}

function tell(context: Context, options: Options, results: readonly FileResult[]): void {
  const changed = results.filter((each) => each.status === 'formatted');
  for (const { path } of changed) context.print(path);
  const counts = [
    `${changed.length} ${options.check ? 'to format' : 'formatted'}`,
    `${results.filter((each) => each.status === 'unchanged').length} unchanged`,
    `${results.filter((each) => each.status === 'left_alone').length} left alone`,
  ];
  context.note(`${counts.join(', ')}.`);
  if (options.check && changed.length > 0) context.note('Format them with: jiggy format');
}

/** What cannot be read is an error; a file that is left alone because nothing could be proved is not. */
function exitCode(options: Options, results: readonly FileResult[]): ExitCode {
  const broken = results.some(({ problem }) => problem?.severity === 'error');
  const toFormat = options.check === true && results.some(({ status }) => status === 'formatted');
  return broken || toFormat ? 1 : 0;
}
