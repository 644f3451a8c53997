import type { JsonObject } from '../core/json.js';
import type { Freshness, Source } from '../core/node.js';
import type { NodeId } from '../core/node-parts.js';
import type { ArtifactFacts } from './metadata.js';
import { metadataOf } from './metadata.js';

/** Whether the rows of a source are as new as they should be. */
export type FreshnessStatus = 'pass' | 'warn' | 'error';

/** What looking at a source gave. */
export type FreshnessResult =
  | {
      readonly status: FreshnessStatus;
      readonly newestRow: Date;
      readonly lookedAt: Date;
      readonly ageSeconds: number;
      readonly ms: number;
    }
  | { readonly status: 'runtime error'; readonly message: string };

const SECONDS: { readonly [period: string]: number } = { minute: 60, hour: 3600, day: 86_400 };

/** dbt's judgement: too old only when older than the limit, `error_after` before `warn_after`. */
export function judgeAge(ageSeconds: number, { warnAfter, errorAfter }: Freshness): FreshnessStatus {
  const isOver = (limit: Freshness['warnAfter']): boolean =>
    limit !== undefined && ageSeconds > limit.count * (SECONDS[limit.period] ?? Infinity);
  if (isOver(errorAfter)) return 'error';
  return isOver(warnAfter) ? 'warn' : 'pass';
}

/** The age of a source's newest row. An empty source is as old as can be. */
export function freshnessOf(
  source: Source,
  newestRow: Date | undefined,
  lookedAt: Date,
  ms: number,
): FreshnessResult & { readonly status: FreshnessStatus } {
  const newest = newestRow ?? new Date(0);
  const ageSeconds = (lookedAt.getTime() - newest.getTime()) / 1000;
  return { status: judgeAge(ageSeconds, source.freshness ?? {}), newestRow: newest, lookedAt, ageSeconds, ms };
}

/** dbt's sources.json, version 3. */
export function sourcesOf(
  results: ReadonlyMap<NodeId, FreshnessResult>,
  sources: ReadonlyMap<NodeId, Source>,
  elapsedMs: number,
  facts: ArtifactFacts,
): JsonObject {
  return {
    metadata: metadataOf('sources', facts),
    results: [...results].map(([id, result]) => resultJson(id, result, sources.get(id))),
    elapsed_time: elapsedMs / 1000,
  };
}

function resultJson(id: NodeId, result: FreshnessResult, source: Source | undefined): JsonObject {
  if (result.status === 'runtime error') return { unique_id: id, error: result.message, status: result.status };
  return {
    unique_id: id,
    max_loaded_at: result.newestRow.toISOString(),
    snapshotted_at: result.lookedAt.toISOString(),
    max_loaded_at_time_ago_in_s: result.ageSeconds,
    status: result.status,
    criteria: criteriaJson(source?.freshness ?? {}),
    adapter_response: {},
    timing: [],
    thread_id: 'Thread-1 (worker)',
    execution_time: result.ms / 1000,
  };
}

function criteriaJson({ warnAfter, errorAfter, filter }: Freshness): JsonObject {
  const limit = (given: Freshness['warnAfter']): JsonObject => ({
    count: given?.count ?? null,
    period: given?.period ?? null,
  });
  return { warn_after: limit(warnAfter), error_after: limit(errorAfter), filter: filter ?? null };
}
