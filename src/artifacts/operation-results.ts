import type { JsonObject } from '../core/json.js';
import type { ArtifactFacts } from './metadata.js';
import { metadataOf } from './metadata.js';

/** A macro that was called from the command line. */
export interface FinishedOperation {
  /** `macro.shop.grant_select`. */
  readonly id: string;
  readonly failed: boolean;
  readonly start: Date;
  readonly end: Date;
  /** The command's options under dbt's names. */
  readonly args: JsonObject;
}

/** dbt's run_results.json of a `run-operation`. */
export function operationResultsOf(operation: FinishedOperation, facts: ArtifactFacts): JsonObject {
  const { id, failed, start, end, args } = operation;
  const seconds = (end.getTime() - start.getTime()) / 1000;
  const result = {
    status: failed ? 'error' : 'success',
    timing: [{ name: 'execute', started_at: start.toISOString(), completed_at: end.toISOString() }],
    thread_id: 'MainThread',
    execution_time: seconds,
    adapter_response: {},
    message: null,
    failures: failed ? 1 : 0,
    unique_id: id,
    compiled: false,
    compiled_code: null,
    relation_name: null,
    batch_results: null,
  };
  return { metadata: metadataOf('run-results', facts), results: [result], elapsed_time: seconds, args };
}
