import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';

/** The keys of `nothing` with what is written for them, and with their values there where nothing is. */
export function shaped(nothing: JsonObject, written: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(nothing).map(([key, otherwise]): [string, Json] => [key, own(written, key) ?? otherwise]),
  );
}

/** The mappings of a list. */
export function objectsAt(value: JsonObject, key: string): readonly JsonObject[] {
  const list = own(value, key);
  return isJsonList(list) ? list.filter(isJsonObject) : [];
}

/** `filter:`, a text or a list of them, as the manifest has it. */
export function filterOf(value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  const list = isJsonList(value) ? value : [value];
  return { where_filters: list.map((each) => ({ where_sql_template: each })) };
}

/** `7 days` as the manifest has it. */
export function windowOf(value: Json | undefined): Json {
  const match = typeof value === 'string' ? /^\s*(\d+)\s+([A-Za-z_]+)\s*$/.exec(value) : null;
  if (!match) return value ?? null;
  const granularity = (match[2] ?? '').toLowerCase();
  return {
    count: Number(match[1]),
    granularity: GRAINS.has(granularity.replace(/s$/, '')) ? granularity.replace(/s$/, '') : granularity,
  };
}

const GRAINS = new Set([
  ...['nanosecond', 'microsecond', 'millisecond', 'second', 'minute', 'hour'],
  ...['day', 'week', 'month', 'quarter', 'year'],
]);
