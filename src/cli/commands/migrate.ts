import { join } from 'node:path';
import type { Command } from 'commander';
import { hasErrors } from '../../core/diagnostic.js';
import type { MigrateResult } from '../../postgres/migrate.js';
import { migrate } from '../../postgres/migrate.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { openCheckedConfig } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';

interface Options extends CommonOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Folder below the project's root. */
const folder = 'migrations';

export function registerMigrate(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('migrate'))
    .summary('apply what is new in migrations/')
    .description(
      'Applies the numbered SQL files of migrations/ that the database does not have yet, each in a transaction of its ' +
        'own. ops.migrations remembers them with their text; a file must not change afterwards. Several processes may ' +
        'migrate one database at a time: the others wait.',
    )
    .option('--dry-run', 'only list what would be applied')
    .option('--json', 'print one JSON object on stdout: {"applied": [...], "pending": [...]}')
    .addHelpText('after', examples(['jiggy migrate --dry-run', 'what is new?'], ['jiggy migrate', 'apply it']))
    .action(action<Options>(finish, execute));
}

async function execute(context: Context, options: Options): Promise<ExitCode> {
  const { project, config } = await openCheckedConfig(context, options);
  const { database, dial } = await connectProject(context, project.root, config);
  const outcome = await migrate({
    dial,
    database,
    directory: join(project.root, folder),
    label: folder,
    dryRun: options.dryRun === true,
    onWait: (message) => {
      context.note(context.errorStyle.warning(message));
    },
  });
  if (options.json) context.print(JSON.stringify(outcome.value));
  else print(context, outcome.value, options.dryRun === true && !hasErrors(outcome.diagnostics));
  context.report(outcome.diagnostics);
  if (hasErrors(outcome.diagnostics)) return 2;
  if (!options.json && outcome.value.applied.length + outcome.value.pending.length === 0) {
    context.note('Nothing to apply: the database has all migrations.');
  }
  return 0;
}

function print(context: Context, result: MigrateResult, dryRun: boolean): void {
  for (const name of result.applied) context.print(`${context.style.good('Applied')} ${name}`);
  if (dryRun) for (const name of result.pending) context.print(`Would apply ${name}`);
}
