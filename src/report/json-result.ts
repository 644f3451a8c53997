import type { Graph } from '../core/graph.js';
import type { PublishOutcome, RunResult } from '../core/result.js';
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
    publish: publishMember(result.publish),
    results: nodes,
  });
}

function publishMember(outcome: PublishOutcome): Readonly<Record<string, unknown>> {
  switch (outcome.status) {
    case 'published':
      return { status: outcome.status, relations: outcome.relations, lock_ms: outcome.lockMs, tries: outcome.tries };
    case 'nothing_to_publish':
      return { status: outcome.status };
    case 'withheld':
      return { status: outcome.status, because: outcome.because };
    case 'failed':
      return { status: outcome.status, message: outcome.diagnostic.message, code: outcome.diagnostic.code };
  }
}
