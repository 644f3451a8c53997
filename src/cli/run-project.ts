import { randomBytes, randomInt } from 'node:crypto';
import type { Outcome } from '../core/diagnostic.js';
import { hasErrors, problem } from '../core/diagnostic.js';
import type { Graph } from '../core/graph.js';
import type { NodeId } from '../core/node-parts.js';
import { relationOf } from '../core/node.js';
import type { Plan, RunId, Step, Verb } from '../core/plan.js';
import type { Session } from '../core/ports.js';
import type { RelationName } from '../core/relation.js';
import type { RunResult } from '../core/result.js';
import type { SourceFile } from '../core/source-file.js';
import type { Statement } from '../core/statement.js';
import { sqlFilePath, writeRun, writeSql } from '../artifacts/sql-files.js';
import { runSchemaPattern } from '../plan/names.js';
import { makePlan, subjectsOf } from '../plan/plan.js';
import { deadRunSchemas } from '../postgres/leftovers.js';
import { RunLog } from '../postgres/run-log.js';
import { takeRunLock } from '../postgres/run-lock.js';
import { readState } from '../postgres/state.js';
import { executePlan } from '../run/execute.js';
import { dropRunSchemas } from '../run/leftovers.js';
import { compileOptionsOf, runtimeFacts } from './compile-options.js';
import type { Connection } from './connection.js';
import { connectProject } from './connection.js';
import type { Context } from './context.js';
import type { OpenedProject } from './project.js';
import type { RunRendering } from './run-compiler.js';
import { compilerOf, rendererOf } from './run-compiler.js';
import { eventPrinter } from './event-printer.js';
import { timingSink, writeRunArtifacts } from './run-artifacts.js';
import type { SelectionFlags } from './selection.js';
import { selectWith } from './selection.js';
import { failsOnWarningTests } from './warnings.js';

/** Flags of the commands that execute a plan, and of `plan`. */
export interface RunCommandOptions extends SelectionFlags {
  readonly failFast?: boolean;
  readonly wait?: number;
  readonly publishTimeout?: number;
  readonly runId?: string;
}

/** What to run: chosen before the database is asked anything. */
export interface RunRequest {
  readonly verb: Verb;
  readonly opened: OpenedProject;
  readonly selected: ReadonlySet<NodeId>;
  readonly runId: RunId;
}

/** Chooses the nodes of a command. Warnings (a selector that matches nothing) are reported here. */
export function requestRun(
  context: Context,
  verb: Verb,
  opened: OpenedProject,
  options: RunCommandOptions,
): RunRequest {
  const selected = selectWith(context, opened, options);
  return { verb, opened, selected, runId: options.runId ?? newRunId() };
}

function newRunId(): RunId {
  return BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);
}

/** Everything of a run, from the connection to the result. Undefined when the plan was refused; that was reported. */
export async function runRequest(
  context: Context,
  request: RunRequest,
  options: RunCommandOptions,
  connected?: Connection,
): Promise<RunResult | undefined> {
  const { opened, verb, runId } = request;
  const { sink: events, timings } = timingSink(context.clock, eventPrinter(context, opened.graph));
  const connection = connected ?? (await connectProject(context, opened.project.root, opened.config));
  const log = new RunLog(connection.dial, {
    schema: opened.config.engine.opsSchema,
    target: opened.config.target.name,
    onProblem: (message) => context.report([problem('run/no-log', message, { severity: 'warning' })]),
  });
  try {
    return await connection.database.session(`${verb} ${runId}`, async (session) => {
      await prepare(session, request, options, context);
      const rendering = renderingOf(context, request);
      const plan = await planRequest(session, request, rendering);
      context.report(plan.diagnostics);
      if (hasErrors(plan.diagnostics) || context.signal.aborted) return undefined;
      await writeRun(opened.project.root, opened.config.targetPath, plan.value);
      const late = new Map<NodeId, string>();
      const result = await executePlan(
        plan.value,
        {
          session,
          database: connection.database,
          readState,
          renderer: rendererOf(rendering, plan.value, (node, { sql }) => late.set(node.id, sql)),
          rendered: (step, statement) => writeRendered(opened, step, statement),
          log,
          clock: context.clock,
          signal: context.signal,
          events,
          fileOf: fileFinder(opened),
          random: () => randomInt(1_000_000) / 1_000_000,
        },
        {
          failFast: options.failFast === true,
          warnError: failsOnWarningTests(options),
          publishTimeoutMs: (options.publishTimeout ?? 600) * 1000,
        },
      );
      await writeRunArtifacts(context, opened, options, { plan: plan.value, result, timings, late });
      return result;
    });
  } finally {
    await log.close();
  }
}

/** The run lock, and the remains of runs that died. */
async function prepare(
  session: Session,
  request: RunRequest,
  options: RunCommandOptions,
  context: Context,
): Promise<void> {
  const { builds } = subjectsOf(request.verb, request.opened.graph, request.selected);
  const schemas = [...new Set(builds.map((node) => node.relation.schema))];
  await takeRunLock(session, request.runId, schemas, {
    ...(options.wait === undefined ? {} : { waitSeconds: options.wait }),
    onWait: (message) => context.note(context.errorStyle.warning(message)),
  });
  if (schemas.length === 0) return;
  const dead = await deadRunSchemas(session, runSchemaPattern);
  const left = await dropRunSchemas(session, dead);
  if (dead.length > 0 && left === undefined)
    context.note(`Removed what a run that died left behind: ${dead.join(', ')}`);
  if (left !== undefined)
    context.note(`Schemas of a run that died cannot be removed yet (${dead.join(', ')}): ${left}`);
}

/** Reads the database's state and makes the plan from it. */
export async function planRequest(
  session: Session,
  request: RunRequest,
  rendering: RunRendering,
): Promise<Outcome<Plan>> {
  const { graph } = request.opened;
  const state = await readState(session, relationsOf(graph));
  const { runId, verb, selected } = request;
  return makePlan({
    runId,
    verb,
    graph,
    selected,
    state,
    compile: compilerOf(rendering),
    empty: rendering.runtime?.empty === true,
  });
}

/** What the templates of a run see. */
export function renderingOf(context: Context, { opened, verb, selected }: RunRequest): RunRendering {
  return compileOptionsOf(context, opened, runtimeFacts(context, verb, { selectedResources: [...selected] }));
}

/** `target/run` of a step that was rendered during the run. */
function writeRendered({ project, config }: OpenedProject, { subject }: Step, { sql }: Statement): Promise<void> {
  return writeSql(project.root, sqlFilePath(config.targetPath, 'run', subject), sql);
}

/** Every relation that the project publishes or reads. */
function relationsOf(graph: Graph): readonly RelationName[] {
  return [...graph.nodes.values()].flatMap((node) => relationOf(node) ?? []);
}

/** Finds a project file by its path, for places in messages. */
export function fileFinder({ project }: OpenedProject): (path: string) => SourceFile | undefined {
  const files = [
    project.models,
    project.seeds,
    project.macros,
    project.tests,
    project.analyses,
    project.properties,
  ].flat();
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path) => byPath.get(path);
}
