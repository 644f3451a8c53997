import { hasErrors } from '../../src/core/diagnostic.js';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { relationOf } from '../../src/core/node.js';
import type { Verb } from '../../src/core/plan.js';
import type { Session } from '../../src/core/ports.js';
import type { RunEvent, RunResult } from '../../src/core/result.js';
import { makePlan, subjectsOf } from '../../src/plan/plan.js';
import { dialOf } from '../../src/postgres/connect.js';
import { openDatabase } from '../../src/postgres/database.js';
import { takeRunLock } from '../../src/postgres/run-lock.js';
import { readState } from '../../src/postgres/state.js';
import { executePlan } from '../../src/run/execute.js';
import type { RunPorts } from '../../src/run/ports.js';
import type { TinyNode } from './tiny-project.js';
import type { TinyRender } from './tiny-project.js';
import { tinyProject } from './tiny-project.js';
import type { Plan } from '../../src/core/plan.js';
import type { Renderer } from '../../src/core/ports.js';
import type { RelationName } from '../../src/core/relation.js';
import { relationKey } from '../../src/core/relation.js';
import type { Statement } from '../../src/core/statement.js';
import { plainStatement } from '../../src/core/statement.js';
import { createModel } from '../../src/plan/materialize.js';

export interface TinyRun {
  readonly result?: RunResult;
  readonly diagnostics: readonly Diagnostic[];
  readonly events: readonly RunEvent[];
}

let runs = 0;

/** Plans and executes a run of a tiny project on a real database, with the real lock, log of events and publish. */
export async function runTiny(
  url: string,
  nodes: Readonly<Record<string, TinyNode>>,
  options: {
    verb?: Verb;
    select?: readonly string[];
    signal?: AbortSignal;
    failFast?: boolean;
    publishTimeoutMs?: number;
    onEvent?: (event: RunEvent, session: Session) => void;
    /** Told of each statement that was rendered during the run. */
    onRendered?: (name: string, sql: string) => void;
  } = {},
): Promise<TinyRun> {
  const dial = dialOf({ origin: 'DATABASE_URL', url });
  const database = openDatabase(dial);
  const { graph, compile, render } = tinyProject(dial.endpoint.database, nodes);
  const selected = new Set(
    graph.order.filter((id) => !options.select || options.select.includes(id.split('.')[2] ?? '')),
  );
  const verb = options.verb ?? 'build';
  runs += 1;
  const runId = `${process.pid.toString(36)}${runs.toString(36)}`.padStart(10, '0').slice(-10);
  const events: RunEvent[] = [];
  return database.session(`${verb} ${runId}`, async (session) => {
    const { builds } = subjectsOf(verb, graph, selected);
    await takeRunLock(session, runId, [...new Set(builds.map((node) => node.relation.schema))], {
      onWait: () => undefined,
    });
    const relations = [...graph.nodes.values()].flatMap((node) => relationOf(node) ?? []);
    const state = await readState(session, relations);
    const plan = makePlan({ runId, verb, graph, selected, state, compile });
    if (hasErrors(plan.diagnostics)) return { diagnostics: plan.diagnostics, events };
    const ports: RunPorts = {
      session,
      database,
      readState,
      renderer: tinyRenderer(plan.value, nodes, render),
      rendered: ({ subject }, { sql }) => Promise.resolve(options.onRendered?.(subject.name, sql)),
      log: { started: () => Promise.resolve(), node: () => undefined, finished: () => Promise.resolve() },
      clock: { now: () => new Date(), monotonic: () => performance.now() },
      signal: options.signal ?? new AbortController().signal,
      events: (event) => {
        events.push(event);
        options.onEvent?.(event, session);
      },
      fileOf: () => undefined,
      random: () => 0.5,
    };
    const result = await executePlan(plan.value, ports, {
      failFast: options.failFast ?? false,
      warnError: false,
      publishTimeoutMs: options.publishTimeoutMs ?? 60_000,
    });
    return { result, diagnostics: plan.diagnostics, events };
  });
}

/** Renders late steps as the plan would have. */
function tinyRenderer(plan: Plan, nodes: Readonly<Record<string, TinyNode>>, render: TinyRender): Renderer {
  const built = new Map(plan.publish.map((each) => [relationKey(each.published), each.built]));
  const names = (relation: RelationName): RelationName => built.get(relationKey(relation)) ?? relation;
  const statement = (name: string): Statement => render(nodes[name]?.sql ?? '', names);
  return {
    create: ({ subject, built: to }) =>
      Promise.resolve({
        value: subject.kind === 'model' ? createModel(subject, to, statement(subject.name)) : plainStatement(''),
        diagnostics: [],
      }),
    query: ({ subject }) => Promise.resolve({ value: statement(subject.name), diagnostics: [] }),
    hook: ({ subject, built: to }, { sql, transaction }) =>
      Promise.resolve({
        value: transaction ? render(sql, names, to) : render(sql, (relation) => relation, subject.relation),
        diagnostics: [],
      }),
    operation: () => Promise.reject(new Error('Tiny projects have no operations.')),
  };
}
