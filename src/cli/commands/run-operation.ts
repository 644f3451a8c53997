import type { Command } from 'commander';
import { Option } from 'commander';
import { operationResultsOf } from '../../artifacts/operation-results.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../../core/diagnostic.js';
import type { JsonObject } from '../../core/json.js';
import { isJsonObject } from '../../core/json.js';
import type { Session, TemplateDatabase } from '../../core/ports.js';
import { SqlError } from '../../core/sql-error.js';
import { readYaml } from '../../core/yaml.js';
import type { CompileOptions } from '../../render/compile-options.js';
import { compileInlineLate } from '../../render/compile-node.js';
import { macroCalled, runMacro, unknownMacro } from '../../render/run-macro.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import { compileOptionsOf, runtimeFacts } from '../compile-options.js';
import { connectProject } from '../connection.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { artifactFacts, writeManifest, writeTo } from '../manifest.js';
import { openChecked } from '../open.js';
import { examples, withConnectionOptions } from '../options.js';
import type { OpenedProject } from '../project.js';

interface Options extends CommonOptions {
  readonly args?: string;
  readonly sql?: string;
}

export function registerRunOperation(program: Command, finish: Finish): void {
  withConnectionOptions(program.command('run-operation'))
    .summary('call a macro')
    .description(
      'Calls a macro of the project, of a package or of dbt with the arguments given. Each statement that it sends counts at once, as in dbt; a macro that wants a transaction writes begin and commit itself. What print() says goes to stdout.',
    )
    .argument('[macro]', 'its name; package.name for one of a package')
    .option('--args <yaml>', "arguments as YAML or JSON, e.g. '{role: reporter}'")
    .addOption(new Option('--sql <sql>', 'run this text instead of a macro; ref and source work in it'))
    .addHelpText(
      'after',
      examples(
        ["jiggy run-operation grant_select --args '{role: reporter}'", 'a macro with an argument'],
        ['jiggy -q run-operation model_yaml > model.yml', 'only what the macro prints'],
      ),
    )
    .action(action<Options>(finish, execute));
}

/** What is to be run. */
interface Operation {
  /** As run_results.json names it. */
  readonly id: (options: CompileOptions) => string;
  readonly run: (options: CompileOptions, database: TemplateDatabase) => Promise<readonly Diagnostic[]>;
}

async function execute(context: Context, options: Options, [macro]: readonly string[]): Promise<ExitCode> {
  const operation = operationOf(macro, options);
  const opened = await openChecked(context, options);
  const runtime = runtimeFacts(context, 'run-operation');
  const compile = { ...compileOptionsOf(context, opened, runtime), names: <T>(relation: T): T => relation };
  const id = operation.id(compile);
  const { database } = await connectProject(context, opened.project.root, opened.config);
  const start = context.clock.now();
  const diagnostics = await database.session('run-operation', (session) => run(operation, compile, session));
  context.report(diagnostics);
  const failed = hasErrors(diagnostics);
  await writeResults(context, opened, options, { id, start, failed });
  return failed ? 1 : 0;
}

function operationOf(macro: string | undefined, options: Options): Operation {
  const { sql } = options;
  if ((macro === undefined) === (sql === undefined)) {
    const hint = 'For example: jiggy run-operation grant_select';
    throw new DiagnosticError(problem('usage/run-operation', 'run-operation needs either a macro or --sql.', { hint }));
  }
  return sql === undefined ? macroOperation(macro ?? '', readArgs(options.args)) : sqlOperation(sql);
}

/** Throws `usage/args` where `--args` is no mapping. */
function readArgs(text = '{}'): JsonObject {
  const { value: yaml, diagnostics } = readYaml({ path: '--args', text });
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  if (isJsonObject(yaml.value)) return yaml.value;
  throw new DiagnosticError(
    problem('usage/args', '--args takes a mapping of names to values.', {
      hint: "For example: --args '{role: reporter}'",
    }),
  );
}

function macroOperation(name: string, args: JsonObject): Operation {
  return {
    id: ({ macros }) => {
      const macro = macroCalled(name, macros);
      if (!macro) throw new DiagnosticError(unknownMacro(name, macros));
      return `macro.${macro.package}.${macro.name}`;
    },
    run: async (options, database) => (await runMacro(name, args, options, database)).diagnostics,
  };
}

function sqlOperation(sql: string): Operation {
  return {
    id: ({ macros }) => `sql_operation.${macros.packageName}.inline_query`,
    run: async (options, database) => {
      const { value, diagnostics } = await compileInlineLate(sql, options, database);
      if (!hasErrors(diagnostics) && value.sql.trim() !== '') await database.query(value);
      return diagnostics;
    },
  };
}

async function run(operation: Operation, options: CompileOptions, session: Session): Promise<readonly Diagnostic[]> {
  try {
    return await operation.run(options, session);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return [error.located(() => undefined)];
  }
}

async function writeResults(
  context: Context,
  opened: OpenedProject,
  options: Options,
  { id, start, failed }: { readonly id: string; readonly start: Date; readonly failed: boolean },
): Promise<void> {
  const facts = artifactFacts(context, { invocationId: context.invocationId, startedAt: start });
  await writeManifest(opened, options, facts);
  await writeTo(opened, options, 'run-results', () =>
    operationResultsOf(
      { id, failed, start, end: context.clock.now(), args: runtimeFacts(context, 'run-operation').args },
      facts,
    ),
  );
}
