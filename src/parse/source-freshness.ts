import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { Freshness } from '../core/node.js';
import { emptyFreshness } from './config-defaults.js';

/**
 * The freshness of a source table: what the table says over what its source says, part by part. `freshness: null` turns
 * it off; nothing where neither says anything.
 */
export function freshnessConfig(source: JsonObject, table: JsonObject): { readonly freshness?: Json } {
  const levels = [source, table].map((level) => own(level, 'freshness'));
  const [below, above] = levels;
  if (above === null) return { freshness: null };
  if (above === undefined) {
    if (below === undefined) return {};
    return { freshness: isJsonObject(below) ? joined(emptyFreshness, below) : null };
  }
  if (!isJsonObject(above)) return { freshness: null };
  return { freshness: joined(isJsonObject(below) ? joined(emptyFreshness, below) : emptyFreshness, above) };
}

function joined(below: JsonObject, above: JsonObject): JsonObject {
  const part = (key: string): Json => own(above, key) ?? own(below, key) ?? null;
  return { warn_after: part('warn_after'), error_after: part('error_after'), filter: part('filter') };
}

/** The typed reading of a merged configuration. */
export function freshnessOf(config: JsonObject): Freshness | undefined {
  const freshness = own(config, 'freshness');
  if (!isJsonObject(freshness)) return undefined;
  const warnAfter = thresholdOf(own(freshness, 'warn_after'));
  const errorAfter = thresholdOf(own(freshness, 'error_after'));
  const filter = own(freshness, 'filter');
  if (!warnAfter && !errorAfter) return undefined;
  return {
    ...(warnAfter ? { warnAfter } : {}),
    ...(errorAfter ? { errorAfter } : {}),
    ...(typeof filter === 'string' ? { filter } : {}),
  };
}

function thresholdOf(value: Json | undefined): Freshness['warnAfter'] {
  if (!isJsonObject(value)) return undefined;
  const [count, period] = [own(value, 'count'), own(value, 'period')];
  return typeof count === 'number' && typeof period === 'string' ? { count, period } : undefined;
}
