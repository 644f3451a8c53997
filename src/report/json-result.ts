import type { Graph } from '../core/graph.js';
import type { RunResult } from '../core/result.js';
import { describeSkip } from '../core/result.js';

/** The result of a run for machines: one JSON object with a member a node, in the order in which they ended. */
export function renderJsonResult(result: RunResult, graph: Graph): string {
  const nodes = [...result.nodes].map(([id, each]) => ({
    unique_id: id,
    resource_type: graph.nodes.get(id)?.kind,
    name: graph.nodes.get(id)?.name,
    status: each.status,
    ...('ms' in each ? { ms: Math.round(each.ms) } : {}),
    ...(each.status === 'success' && each.rows !== undefined ? { rows: each.rows } : {}),
    ...(each.status === 'fail' || each.status === 'warn' ? { failures: each.failures, examples: each.examples } : {}),
    ...(each.status === 'error' ? { message: each.diagnostic.message, at: each.diagnostic.at } : {}),
    ...(each.status === 'skipped' ? { message: describeSkip(each.because) } : {}),
  }));
  return JSON.stringify({
    run_id: result.runId,
    verb: result.verb,
    started_at: result.startedAt.toISOString(),
    ms: Math.round(result.ms),
    cancelled: result.cancelled,
    publish: result.publish,
    results: nodes,
  });
}
