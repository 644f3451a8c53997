import type { JsonObject } from '../core/json.js';
import type { NodeId } from '../core/node-parts.js';
import type { NodeResult } from '../core/result.js';
import { describeSkip } from '../core/result.js';
import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';

import { float } from '../jinja/float.js';
import { describedNode } from './described.js';

/** What on-run-end reads of each node: dbt's run result, its `node` as a dict. */
export function resultValues(
  results: ReadonlyMap<NodeId, NodeResult>,
  describe: (id: NodeId) => JsonObject | undefined,
): Value {
  return [...results].map(([id, result]) => resultValue(id, result, describe(id)));
}

function resultValue(id: NodeId, result: NodeResult, node: JsonObject | undefined): Dict {
  const seconds = 'ms' in result ? result.ms / 1000 : 0;
  return Dict.from({
    status: result.status,
    node: node ? describedNode(node) : Dict.from({ unique_id: id }),
    unique_id: id,
    thread_id: 'Thread-1 (worker)',
    execution_time: float(seconds),
    timing: [],
    message: messageOf(result),
    failures: 'failures' in result ? result.failures : null,
    adapter_response: Dict.from('rows' in result && result.rows !== undefined ? { rows_affected: result.rows } : {}),
  });
}

function messageOf(result: NodeResult): string | null {
  switch (result.status) {
    case 'error':
      return result.diagnostic.message;
    case 'skipped':
      return describeSkip(result.because);
    case 'fail':
    case 'warn':
      return `Got ${result.failures} ${result.failures === 1 ? 'result' : 'results'}, configured to ${result.status}`;
    case 'success':
    case 'pass':
      return null;
  }
}
