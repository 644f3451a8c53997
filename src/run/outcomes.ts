import type { NodeId } from '../core/node-parts.js';
import type { Plan, Step } from '../core/plan.js';
import type { NodeResult, SkipReason } from '../core/result.js';

/** True for results that keep children from being built and the run from publishing. */
export function isFailure(result: NodeResult): boolean {
  return result.status === 'error' || result.status === 'fail' || result.status === 'skipped';
}

/** Why a step cannot run after what happened so far; undefined when it can. */
export function skipReason(step: Step, results: ReadonlyMap<NodeId, NodeResult>): SkipReason | undefined {
  for (const id of step.after) {
    const result = results.get(id);
    if (!result || !isFailure(result)) continue;
    return result.status === 'fail' ? { kind: 'test_failed', test: id } : { kind: 'parent_failed', parent: id };
  }
  return undefined;
}

/** The nodes that keep a run from publishing: what failed itself, or all that was skipped when nothing did. */
export function culprits(plan: Plan, results: ReadonlyMap<NodeId, NodeResult>): readonly NodeId[] {
  const bad = plan.steps
    .map((step) => step.node)
    .filter((id) => {
      const result = results.get(id);
      return !result || isFailure(result);
    });
  const own = bad.filter((id) => {
    const status = results.get(id)?.status;
    return status === 'error' || status === 'fail';
  });
  return own.length > 0 ? own : bad;
}
