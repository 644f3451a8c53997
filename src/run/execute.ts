import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { NodeId } from '../core/node-parts.js';
import type { Plan, Step } from '../core/plan.js';
import { quoteIdentifier } from '../core/relation.js';
import type { NodeResult, PublishOutcome, RunResult } from '../core/result.js';
import { SqlError, isConnectionLost } from '../core/sql-error.js';
import { TransactionEnded, buildPhase } from './build-phase.js';
import { runOperations, runOutsideHooks } from './hooks.js';
import { dropLeftovers } from './leftovers.js';
import { culprits } from './outcomes.js';
import type { RunOptions, RunPorts } from './ports.js';
import { publish } from './publish.js';

/**
 * Executes a plan: T1 builds aside and audits, T2 publishes all or nothing. The run lock is held by the caller.
 * Whatever happens, published relations are the old or the new ones, never a mix, and build schemas do not stay.
 */
export async function executePlan(plan: Plan, ports: RunPorts, options: RunOptions): Promise<RunResult> {
  const startedAt = ports.clock.now();
  const start = ports.clock.monotonic();
  await ports.log.started(plan, startedAt);
  ports.events({
    kind: 'run_started',
    runId: plan.runId,
    builds: plan.steps.filter((step) => step.action === 'build').length,
    tests: plan.steps.filter((step) => step.action === 'test').length,
  });
  const { nodes, outcome } = await runAll(plan, ports, options);
  ports.events({ kind: 'published', outcome });
  const result: RunResult = {
    runId: plan.runId,
    verb: plan.verb,
    startedAt,
    ms: ports.clock.monotonic() - start,
    nodes,
    publish: outcome,
    cancelled: ports.signal.aborted,
  };
  await ports.log.finished(result);
  return result;
}

interface Ended {
  readonly nodes: ReadonlyMap<NodeId, NodeResult>;
  readonly outcome: PublishOutcome;
}

/** What surrounds build and publish: on-run-start, hooks outside of the transaction, on-run-end. */
async function runAll(plan: Plan, ports: RunPorts, options: RunOptions): Promise<Ended> {
  let before: ReadonlyMap<NodeId, NodeResult> = new Map();
  try {
    await makeSchemas(plan, ports);
    before = await runOperations('start', plan, ports, before);
    const failed = [...before].find(([, result]) => result.status === 'error');
    if (failed) return notBuilt(plan, before, failed[0]);
    before = new Map([...before, ...(await runOutsideHooks('before', plan, ports, before))]);
  } catch (error) {
    const diagnostic = faultOf(error, ports);
    if (!diagnostic) throw error;
    return { nodes: before, outcome: { status: 'failed', diagnostic } };
  }
  const built = await buildAndPublish(plan, ports, options, before);
  const nodes = new Map([...before, ...built.nodes]);
  try {
    if (built.outcome.status === 'published') {
      for (const [id, result] of await runOutsideHooks('after', plan, ports, nodes)) nodes.set(id, result);
    }
    for (const [id, result] of await runOperations('end', plan, ports, nodes)) nodes.set(id, result);
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    ports.events({ kind: 'note', message: `Hooks after the run did not finish: ${(error as Error).message}` });
  }
  return { nodes, outcome: built.outcome };
}

/** As in dbt, hooks that run before the build find the schemas that the run writes. */
async function makeSchemas(plan: Plan, ports: RunPorts): Promise<void> {
  const early = plan.start.length > 0 || plan.steps.some(hasOutsideHooks);
  for (const { schema, create } of early ? plan.schemas : []) {
    if (create) await ports.session.query(`create schema if not exists ${quoteIdentifier(schema)}`);
  }
}

function hasOutsideHooks(step: Step): boolean {
  return step.action === 'build' && step.subject.preHooks.some((each) => !each.transaction);
}

function notBuilt(plan: Plan, operations: ReadonlyMap<NodeId, NodeResult>, operation: NodeId): Ended {
  const skipped: NodeResult = { status: 'skipped', because: { kind: 'operation_failed', operation } };
  const nodes = new Map([...operations, ...plan.steps.map((step) => [step.node, skipped] as const)]);
  return { nodes, outcome: { status: 'withheld', because: [operation] } };
}

async function buildAndPublish(
  plan: Plan,
  ports: RunPorts,
  options: RunOptions,
  before: ReadonlyMap<NodeId, NodeResult>,
): Promise<Ended> {
  let nodes: ReadonlyMap<NodeId, NodeResult> = new Map();
  try {
    nodes = await buildPhase(plan, ports, options, before);
    const because = culprits(plan, nodes);
    if (because.length > 0 || ports.signal.aborted) {
      await ports.session.query('rollback');
      return {
        nodes,
        outcome: plan.publish.length > 0 ? { status: 'withheld', because } : { status: 'nothing_to_publish' },
      };
    }
    await ports.session.query('commit');
    const outcome = await publish(plan, ports, options);
    await dropLeftovers(plan, ports);
    return { nodes, outcome };
  } catch (error) {
    const diagnostic = faultOf(error, ports);
    if (!diagnostic) throw error;
    if (!isConnectionLost(error)) {
      await ports.session.query('rollback').catch(() => undefined);
      await dropLeftovers(plan, ports).catch(() => undefined);
    }
    return { nodes, outcome: { status: 'failed', diagnostic } };
  }
}

function faultOf(error: unknown, ports: RunPorts): Diagnostic | undefined {
  if (error instanceof TransactionEnded) return error.diagnostic;
  if (!(error instanceof SqlError)) return undefined;
  if (!isConnectionLost(error)) return error.located(ports.fileOf);
  return problem(
    'run/connection-lost',
    `${error.fault.message.replace(/\.$/, '')}; the run ended and nothing was published.`,
    {
      hint: 'Run again: what the run had built is gone or is removed by the next run.',
    },
  );
}
