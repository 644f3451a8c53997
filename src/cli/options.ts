import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { INDIRECT_SELECTIONS } from '../graph/selector.js';
import { LOG_FORMATS, LOG_LEVELS } from './output.js';

/** Where the project is and how it is configured: for every command that reads it. */
export function withProjectOptions(command: Command): Command {
  return command
    .option('--project-dir <dir>', 'folder of dbt_project.yml (default: here or the nearest one above)')
    .option('--profiles-dir <dir>', 'folder of profiles.yml')
    .option('--profile <name>', 'profile to use instead of the one dbt_project.yml names')
    .option('-t, --target <name>', 'output of the profile to use')
    .addOption(new Option('--version-check', 'heed require-dbt-version (default)').hideHelp())
    .option('--no-version-check', 'pass over require-dbt-version')
    .addOption(new Option('--partial-parse', 'do not read an unchanged project again (default)').hideHelp())
    .option('--no-partial-parse', 'read everything anew, whatever is known of an unchanged project')
    .option('--vars <yaml>', "variables as YAML or JSON, e.g. '{day: 2026-01-31}'")
    .option('--target-path <dir>', 'where to write instead of target-path of dbt_project.yml')
    .option('--write-json', 'write manifest.json and its like to the target folder (default)')
    .option('--no-write-json', 'do not write them');
}

/** How to reach PostgreSQL: for every command that connects. */
export function withConnectionOptions(command: Command): Command {
  return withProjectOptions(command)
    .addOption(new Option('--database-url <url>', 'connect there, whatever profile and DATABASE_URL say'))
    .addOption(
      new Option('--embedded', 'use the embedded PostgreSQL, whatever profile and DATABASE_URL say').conflicts(
        'databaseUrl',
      ),
    );
}

/** dbt's node selection. */
export function withSelectionOptions(command: Command): Command {
  return withStateOptions(command)
    .option('-s, --select <selector...>', 'nodes to take: names, +parents, children+, tag:x, path:models/marts')
    .addOption(new Option('-m, --models <selector...>', 'the old name of --select').hideHelp())
    .addOption(new Option('--model <selector...>', 'the same').hideHelp())
    .option('--exclude <selector...>', 'nodes to leave out')
    .option('--selector <name>', 'a selector of selectors.yml, instead of --select and --exclude')
    .option('--resource-type <type...>', 'only nodes of these types: model, seed, test, source, snapshot, ...')
    .option('--exclude-resource-type <type...>', 'no nodes of these types')
    .addOption(new Option('--resource-types <type...>', 'the same as --resource-type').hideHelp())
    .addOption(new Option('--exclude-resource-types <type...>', 'the same as --exclude-resource-type').hideHelp())
    .addOption(
      new Option(
        '--indirect-selection <mode>',
        'which tests come along with the selected nodes (default: eager)',
      ).choices(INDIRECT_SELECTIONS),
    );
}

/** dbt's comparison with an earlier project or run. */
function withStateOptions(command: Command): Command {
  return command
    .option('--state <dir>', 'folder of an earlier manifest.json (run_results.json, sources.json) to compare with')
    .option('--defer', 'read from where the earlier manifest says what is neither selected nor there')
    .option('--no-defer', 'do not')
    .option('--favor-state', 'with --defer: also what is there')
    .option('--no-favor-state', 'do not')
    .option('--defer-state <dir>', 'folder of the manifest.json for --defer, where it is not that of --state');
}

/** Flags of every command; they may stand before it too. */
export function withCommonFlags(command: Command): Command {
  return command
    .option('-q, --quiet', 'errors and results only')
    .option('-d, --debug', 'show each statement that is sent, and stack traces of internal errors')
    .addOption(new Option('--log-format <format>', 'how news is written').choices([...LOG_FORMATS]).hideHelp())
    .addOption(new Option('--log-level <level>', 'what news is written').choices([...LOG_LEVELS]).hideHelp())
    .addOption(new Option('--use-colors', 'colours, also into a pipe').hideHelp())
    .addOption(new Option('--no-use-colors', 'no colours').hideHelp())
    .addOption(new Option('--print', 'show what print() says in templates').hideHelp())
    .addOption(new Option('--no-print', 'do not').hideHelp())
    .addOption(new Option('--warn-error', 'warnings that dbt has too are errors').hideHelp())
    .addOption(new Option('--warn-error-options <yaml>', 'which warnings are errors').hideHelp());
}

/** `--full-refresh` and `--empty`, which templates see. */
export function withRefreshOptions(command: Command): Command {
  return command
    .addOption(new Option('-f, --full-refresh', 'rebuild from scratch (all that this version builds is)').hideHelp())
    .option('--empty', 'build with no rows: refs and sources give none')
    .addOption(new Option('--no-empty', 'do not').hideHelp());
}

/** `Examples:` at the end of a help page. Pairs of command line and what it does. */
export function examples(...pairs: readonly (readonly [line: string, meaning: string])[]): string {
  const width = Math.max(...pairs.map(([line]) => line.length));
  return ['', 'Examples:', ...pairs.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`)].join('\n');
}

/** A whole number not below `least`, for option arguments. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
    }
    return value;
  };
}
