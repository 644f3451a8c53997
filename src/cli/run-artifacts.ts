import type { CompiledNode } from '../artifacts/manifest-node.js';
import type { NodeTiming } from '../artifacts/run-results.js';
import { runResultsOf } from '../artifacts/run-results.js';
import { sqlFilePath, writeSql } from '../artifacts/sql-files.js';
import { hasErrors } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import type { NodeId } from '../core/node-parts.js';
import type { Plan, Step } from '../core/plan.js';
import type { Clock, EventSink } from '../core/ports.js';
import { quoteIdentifier } from '../core/relation.js';
import type { RunResult } from '../core/result.js';
import { compileNode } from '../render/compile-node.js';
import { compileOptionsOf, runtimeFacts } from './compile-options.js';
import type { Context } from './context.js';
import { artifactFacts, writeManifest, writeTo } from './manifest.js';
import type { OpenedProject } from './project.js';
import type { SelectionFlags } from './selection.js';

/** Notes when each node is worked on, and hands the events on. */
export function timingSink(
  clock: Clock,
  next: EventSink,
): { sink: EventSink; timings: ReadonlyMap<NodeId, NodeTiming> } {
  const started = new Map<NodeId, Date>();
  const timings = new Map<NodeId, NodeTiming>();
  const sink: EventSink = (event) => {
    if (event.kind === 'node_started') started.set(event.node, clock.now());
    if (event.kind === 'node_finished') {
      const completedAt = clock.now();
      timings.set(event.node, { startedAt: started.get(event.node) ?? completedAt, completedAt });
    }
    next(event);
  };
  return { sink, timings };
}

/** A run that has ended. */
export interface FinishedRun {
  readonly plan: Plan;
  readonly result: RunResult;
  readonly timings: ReadonlyMap<NodeId, NodeTiming>;
  /** The queries that were rendered during the run. */
  readonly late: ReadonlyMap<NodeId, string>;
}

/** What a run leaves in the target folder: compiled SQL, manifest.json with the SQL of its nodes, and run_results.json. */
export async function writeRunArtifacts(
  context: Context,
  opened: OpenedProject,
  options: SelectionFlags,
  run: FinishedRun,
): Promise<void> {
  const { plan, result, timings } = run;
  const runtime = runtimeFacts(context, plan.verb, { startedAt: result.startedAt });
  const facts = artifactFacts(context, runtime);
  const compiled = compiledOf(context, opened, run);
  for (const { path, sql } of compiled.values()) await writeSql(opened.project.root, path, sql);
  const { nodes, ms } = result;
  const args = argsOf(opened, plan, options);
  await writeManifest(opened, options, facts, compiled);
  await writeTo(opened, options, 'run-results', () =>
    runResultsOf({ graph: opened.graph, nodes, timings, compiled, args, ms }, facts),
  );
}

/** Under the names that things have once they are published; what asks the database is shown as it was run. */
function compiledOf(
  context: Context,
  opened: OpenedProject,
  { plan, late }: FinishedRun,
): ReadonlyMap<NodeId, CompiledNode> {
  const options = {
    ...compileOptionsOf(context, opened, runtimeFacts(context, plan.verb)),
    names: <T>(relation: T): T => relation,
  };
  const sqlOf = (step: Step): string | undefined => {
    if (step.subject.kind === 'seed') return undefined;
    const { value, diagnostics } = compileNode(step.subject, options);
    if (value.kind === 'static' && !hasErrors(diagnostics)) return value.statement.sql;
    return publishedText(late.get(step.node), plan);
  };
  const entries = plan.steps.flatMap((step): (readonly [NodeId, CompiledNode])[] => {
    const sql = sqlOf(step);
    const path = sqlFilePath(opened.config.targetPath, 'compiled', step.subject);
    return sql === undefined ? [] : [[step.node, { sql, path, ctes: [] }]];
  });
  return new Map(entries);
}

/** Names of build schemas hold the run's id and stand nowhere else. */
function publishedText(sql: string | undefined, plan: Plan): string | undefined {
  return plan.schemas.reduce(
    (text, { build, schema }) => text?.replaceAll(quoteIdentifier(build), quoteIdentifier(schema)),
    sql,
  );
}

/** The options of the command under dbt's names, as far as they say what was run. */
function argsOf({ config, project }: OpenedProject, { verb }: Plan, options: SelectionFlags): JsonObject {
  return {
    which: verb,
    target: config.target.name,
    profile: config.profile,
    project_dir: project.root,
    vars: config.commandLineVars,
    select: options.select ?? [],
    exclude: options.exclude ?? [],
    indirect_selection: options.indirectSelection ?? 'eager',
    write_json: true,
  };
}
