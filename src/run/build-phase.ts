import { problem } from '../core/diagnostic.js';
import type { NodeId } from '../core/node-parts.js';
import type { Plan, Step } from '../core/plan.js';
import { quoteIdentifier, renderInSchema } from '../core/relation.js';
import type { NodeResult } from '../core/result.js';
import { SqlError, isCancelled, isConnectionLost } from '../core/sql-error.js';
import { runBuild } from './build-step.js';
import { isFailure, skipReason } from './outcomes.js';
import type { RunOptions, RunPorts } from './ports.js';
import { RenderFailed } from './step-sql.js';
import { runTest } from './test-step.js';

/**
 * T1: one transaction, one snapshot for all nodes, a savepoint each. Builds aside and tests what it built; leaves the
 * transaction open, for the caller to commit (and publish) or to roll back. `before` are nodes that failed already.
 */
export async function buildPhase(
  plan: Plan,
  ports: RunPorts,
  options: RunOptions,
  before: ReadonlyMap<NodeId, NodeResult>,
): Promise<ReadonlyMap<NodeId, NodeResult>> {
  const { session } = ports;
  await session.query(`begin isolation level repeatable read${plan.schemas.length === 0 ? ' read only' : ''}`);
  await lockReads(plan, ports);
  const transaction = plan.schemas.length === 0 ? undefined : await currentTransaction(ports);
  await makeBuildSchemas(plan, ports);

  const results = new Map<NodeId, NodeResult>();
  let stop = false;
  for (const [index, step] of plan.steps.entries()) {
    const result: NodeResult = stop
      ? stopped(ports, results)
      : (before.get(step.node) ?? (await runStep(step, index, plan, ports, results, transaction)));
    const judged: NodeResult =
      options.warnError && result.status === 'warn' ? ({ ...result, status: 'fail' } as const) : result;
    results.set(step.node, judged);
    ports.log.node(step.node, judged);
    ports.events({
      kind: 'node_finished',
      node: step.node,
      index: index + 1,
      total: plan.steps.length,
      result: judged,
    });
    stop ||= ports.signal.aborted || (options.failFast && isFailure(judged) && judged.status !== 'skipped');
  }
  return results;
}

/**
 * Holds what the run reads before its first query. A LOCK takes no snapshot, so a source that is truncated and
 * reloaded by somebody else is seen whole before or whole after, never empty.
 */
async function lockReads(plan: Plan, ports: RunPorts): Promise<void> {
  if (plan.reads.length === 0) return;
  await ports.session.query('savepoint locks');
  try {
    await ports.session.query(`lock table ${plan.reads.map(renderInSchema).join(', ')} in access share mode`);
    await ports.session.query('release savepoint locks');
  } catch (error) {
    if (ports.signal.aborted || isConnectionLost(error)) throw error;
    // Without the right to lock them the nodes that read them say so themselves.
    await ports.session.query('rollback to savepoint locks');
    ports.events({
      kind: 'note',
      message: `Not all that the run reads could be locked: ${String((error as Error).message)}`,
    });
  }
}

async function makeBuildSchemas(plan: Plan, ports: RunPorts): Promise<void> {
  for (const { build, schema } of plan.schemas) {
    await ports.session.query(`create schema ${quoteIdentifier(build)}`);
    await ports.session.query(
      `comment on schema ${quoteIdentifier(build)} is 'jiggy run ${plan.runId}, builds for schema ${schema.replaceAll("'", "''")}'`,
    );
  }
}

async function runStep(
  step: Step,
  index: number,
  plan: Plan,
  ports: RunPorts,
  results: ReadonlyMap<NodeId, NodeResult>,
  transaction: string | undefined,
): Promise<NodeResult> {
  const because = skipReason(step, results);
  if (because) return { status: 'skipped', because };
  ports.events({ kind: 'node_started', node: step.node, index: index + 1, total: plan.steps.length });
  const start = ports.clock.monotonic();
  const ms = (): number => ports.clock.monotonic() - start;
  await ports.session.query('savepoint node');
  try {
    const result = step.action === 'build' ? await runBuild(ports, step, ms) : await runTest(ports, step, ms);
    await sameTransaction(transaction, step, ports);
    await ports.session.query('release savepoint node');
    return result;
  } catch (error) {
    if (error instanceof RenderFailed) {
      await ports.session.query('rollback to savepoint node');
      return unrendered(error, ms());
    }
    if (!(error instanceof SqlError) || isConnectionLost(error)) throw error;
    if (isCancelled(error) && ports.signal.aborted) {
      await ports.session.query('rollback to savepoint node');
      return { status: 'skipped', because: { kind: 'cancelled' } };
    }
    await ports.session.query('rollback to savepoint node');
    return { status: 'error', diagnostic: error.located(ports.fileOf), ms: ms() };
  }
}

/** As dbt has it: what reads an ephemeral model that cannot be rendered is skipped, everything else is an error. */
function unrendered({ diagnostic, parent }: RenderFailed, ms: number): NodeResult {
  if (parent === undefined) return { status: 'error', diagnostic, ms };
  return { status: 'skipped', because: { kind: 'ephemeral_failed', parent, diagnostic } };
}

/** A COMMIT hidden in a node's SQL would make half a run durable; the transaction's id gives it away. */
async function sameTransaction(expected: string | undefined, step: Step, ports: RunPorts): Promise<void> {
  if (expected === undefined || step.action !== 'build') return;
  const now = await currentTransaction(ports);
  if (now === expected) return;
  throw new TransactionEnded(step.node);
}

async function currentTransaction(ports: RunPorts): Promise<string> {
  const { rows } = await ports.session.query('select pg_catalog.pg_current_xact_id()::text as xid');
  return String(rows[0]?.['xid']);
}

/** A node's SQL ended the transaction of the run. */
export class TransactionEnded extends Error {
  readonly node: NodeId;

  constructor(node: NodeId) {
    super(`The SQL of ${node} ended the transaction of the run.`);
    this.node = node;
  }

  get diagnostic(): ReturnType<typeof problem> {
    return problem('run/transaction-ended', this.message, {
      hint: 'Models must not COMMIT or ROLLBACK: a run is published as a whole. Nothing was published.',
    });
  }
}

function stopped(ports: RunPorts, results: ReadonlyMap<NodeId, NodeResult>): NodeResult {
  const failed = [...results.values()].some(isFailure);
  return { status: 'skipped', because: { kind: ports.signal.aborted || !failed ? 'cancelled' : 'fail_fast' } };
}
