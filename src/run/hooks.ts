import type { Hook, NodeId } from '../core/node-parts.js';
import type { BuildStep, Plan } from '../core/plan.js';
import type { NodeResult } from '../core/result.js';
import { SqlError, isConnectionLost } from '../core/sql-error.js';
import type { Statement } from '../core/statement.js';
import { isFailure } from './outcomes.js';
import type { RunPorts } from './ports.js';
import { RenderFailed, rendered } from './step-sql.js';

/** Runs hooks of one node one after the other; blank ones (that only called run_query) send nothing. */
export async function runHooks(step: BuildStep, hooks: readonly Hook[], ports: RunPorts): Promise<void> {
  for (const hook of hooks) {
    await send(rendered(await ports.renderer.hook(step, hook, ports.session)), ports);
  }
}

async function send(statement: Statement, ports: RunPorts): Promise<void> {
  if (!isBlank(statement.sql)) await ports.session.query(statement);
}

/** White space, comments and semicolons. */
function isBlank(sql: string): boolean {
  return (
    sql
      .replaceAll(/--[^\n]*/g, '')
      .replaceAll(/\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\//g, '')
      .replaceAll(/[\s;]+/g, '') === ''
  );
}

export function insideHooks(hooks: readonly Hook[]): readonly Hook[] {
  return hooks.filter((each) => each.transaction);
}

/**
 * Hooks outside of the transaction: those before go before T1, those after follow the publish of their node. Gives what
 * failed; a node that failed before T1 is not built.
 */
export async function runOutsideHooks(
  when: 'before' | 'after',
  plan: Plan,
  ports: RunPorts,
  ended: ReadonlyMap<NodeId, NodeResult>,
): Promise<ReadonlyMap<NodeId, NodeResult>> {
  const failed = new Map<NodeId, NodeResult>();
  for (const step of plan.steps) {
    if (step.action !== 'build' || ports.signal.aborted) continue;
    const result = ended.get(step.node);
    if (result && isFailure(result)) continue;
    const hooks = (when === 'before' ? step.subject.preHooks : step.subject.postHooks).filter(
      (each) => !each.transaction,
    );
    if (hooks.length === 0) continue;
    const start = ports.clock.monotonic();
    const error = await attempt(() => runHooks(step, hooks, ports), ports);
    if (error) failed.set(step.node, { status: 'error', diagnostic: error, ms: ports.clock.monotonic() - start });
  }
  return failed;
}

/**
 * on-run-start or on-run-end: each committed on its own. Gives their results; after a failure the rest of them is
 * skipped.
 */
export async function runOperations(
  which: 'start' | 'end',
  plan: Plan,
  ports: RunPorts,
  ended: ReadonlyMap<NodeId, NodeResult>,
): Promise<ReadonlyMap<NodeId, NodeResult>> {
  const results = new Map<NodeId, NodeResult>();
  let failed: NodeId | undefined;
  for (const step of plan[which]) {
    if (failed !== undefined) {
      results.set(step.node, { status: 'skipped', because: { kind: 'operation_failed', operation: failed } });
      continue;
    }
    const start = ports.clock.monotonic();
    const error = await attempt(async () => {
      await ports.session.query('begin');
      await send(rendered(await ports.renderer.operation(step, ended, ports.session)), ports);
      await ports.session.query('commit');
    }, ports);
    const ms = ports.clock.monotonic() - start;
    results.set(step.node, error ? { status: 'error', diagnostic: error, ms } : { status: 'success', ms });
    if (error) failed = step.node;
  }
  return results;
}

async function attempt(work: () => Promise<void>, ports: RunPorts): Promise<RenderFailed['diagnostic'] | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    await ports.session.query('rollback').catch(() => undefined);
    if (error instanceof RenderFailed) return error.diagnostic;
    if (error instanceof SqlError) return error.located(ports.fileOf);
    throw error;
  }
}
