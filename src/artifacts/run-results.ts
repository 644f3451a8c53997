import type { Graph } from '../core/graph.js';
import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Node } from '../core/node.js';
import { hasRelation } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import { QUOTE_ALL } from '../core/node-parts.js';
import type { NodeResult, SkipReason } from '../core/result.js';
import { describeSkip } from '../core/result.js';
import { errorMessage } from './error-message.js';
import type { CompiledNode } from './manifest-node.js';
import { relationText } from './manifest-node.js';
import type { ArtifactFacts } from './metadata.js';
import { metadataOf } from './metadata.js';

/** When a node was worked on. */
export interface NodeTiming {
  readonly startedAt: Date;
  readonly completedAt: Date;
}

/** What a run left behind. */
export interface RunResultsInput {
  readonly graph: Graph;
  /** In the order in which they ended. */
  readonly nodes: ReadonlyMap<NodeId, NodeResult>;
  readonly timings: ReadonlyMap<NodeId, NodeTiming>;
  readonly compiled: ReadonlyMap<NodeId, CompiledNode>;
  /** The command's options under dbt's names. */
  readonly args: JsonObject;
  readonly ms: number;
}

/** dbt's run_results.json, version 6. */
export function runResultsOf(input: RunResultsInput, facts: ArtifactFacts): JsonObject {
  return {
    metadata: metadataOf('run-results', facts),
    results: [...input.nodes].map(([id, result]) => resultJson(id, result, input)),
    elapsed_time: input.ms / 1000,
    args: input.args,
  };
}

function resultJson(id: NodeId, result: NodeResult, { graph, timings, compiled }: RunResultsInput): JsonObject {
  const node = graph.nodes.get(id);
  const code = compiled.get(id);
  const isSql = node !== undefined && 'template' in node;
  const timing = timings.get(id);
  return {
    status: result.status,
    timing: timing ? [timingJson(timing)] : [],
    thread_id: 'Thread-1 (worker)',
    execution_time: 'ms' in result ? result.ms / 1000 : 0,
    adapter_response: node ? responseOf(node, result) : {},
    message: node ? messageOf(node, result, graph) : null,
    failures: failuresOf(result),
    unique_id: id,
    compiled: isSql || node?.kind === 'test' ? code !== undefined : null,
    compiled_code: code?.sql ?? null,
    relation_name: node && hasRelation(node) ? relationText(node.relation, quotingOf(node)) : null,
    batch_results: null,
  };
}

function quotingOf(node: Node): typeof QUOTE_ALL {
  return 'quoting' in node ? node.quoting : QUOTE_ALL;
}

/** dbt times compiling too; here that is done before the run. */
function timingJson({ startedAt, completedAt }: NodeTiming): JsonObject {
  return { name: 'execute', started_at: startedAt.toISOString(), completed_at: completedAt.toISOString() };
}

function failuresOf(result: NodeResult): number | null {
  if (result.status === 'pass') return 0;
  return result.status === 'fail' || result.status === 'warn' ? result.failures : null;
}

/** What PostgreSQL answered to the statement that made the node. */
function responseOf(node: Node, result: NodeResult): JsonObject {
  if (result.status === 'error' || result.status === 'skipped') return {};
  if (node.kind === 'test') return { _message: 'SELECT 1', code: 'SELECT', rows_affected: 1 };
  const rows = result.status === 'success' ? result.rows : undefined;
  if (node.kind === 'seed') return counted('INSERT', `INSERT 0 ${rows ?? 0}`, rows ?? 0);
  if (rows !== undefined) return counted('SELECT', `SELECT ${rows}`, rows);
  const isView = node.kind === 'model' && own(node.config, 'materialized') === 'view';
  const made = isView ? 'CREATE VIEW' : 'OK';
  return { _message: made, code: made, rows_affected: -1 };
}

function counted(code: string, message: string, rows: number): JsonObject {
  return { _message: message, code, rows_affected: rows };
}

function messageOf(node: Node, result: NodeResult, graph: Graph): string | null {
  switch (result.status) {
    case 'error':
      return errorMessage(node, result.diagnostic);
    case 'skipped':
      return skipMessage(result.because, graph);
    case 'pass':
      return null;
    case 'fail':
    case 'warn':
      return thresholdMessage(node, result.status, result.failures);
    case 'success':
      return successMessage(node, result);
  }
}

function skipMessage(because: SkipReason, graph: Graph): string {
  const parent = because.kind === 'ephemeral_failed' ? graph.nodes.get(because.parent) : undefined;
  return because.kind === 'ephemeral_failed' && parent
    ? errorMessage(parent, because.diagnostic)
    : describeSkip(because);
}

function successMessage(node: Node, result: NodeResult): string | null {
  const message = own(responseOf(node, result), '_message');
  return typeof message === 'string' ? message.replace(/^INSERT 0 /, 'INSERT ') : null;
}

function thresholdMessage(node: Node, status: 'fail' | 'warn', failures: number): string {
  const threshold = node.kind !== 'test' ? '!= 0' : status === 'fail' ? node.errorIf : node.warnIf;
  return `Got ${failures} ${failures === 1 ? 'result' : 'results'}, configured to ${status} if ${threshold}`;
}
