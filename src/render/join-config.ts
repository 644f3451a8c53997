import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';

/** Keys that several `config()` calls of one file add to; others replace (dbt's rule). */
const LISTS = ['tags', 'packages', 'pre-hook', 'post-hook', 'pre_hook', 'post_hook'];
const MAPPINGS = ['meta', 'quoting', 'column_types', 'docs', 'contract', 'grants'];

/** Puts what a further `config()` call of the same file sets to what the earlier ones set. */
export function joinConfig(before: JsonObject, after: JsonObject): JsonObject {
  const joined = new Map<string, Json>(Object.entries(before));
  for (const [key, value] of Object.entries(after)) {
    const first = joined.get(key);
    if (first !== undefined && LISTS.includes(key)) joined.set(key, [...listOf(first), ...listOf(value)]);
    else if (MAPPINGS.includes(key) && isJsonObject(first) && isJsonObject(value))
      joined.set(key, { ...first, ...value });
    else joined.set(key, value);
  }
  return Object.fromEntries(joined);
}

function listOf(value: Json): readonly Json[] {
  return isJsonList(value) ? value : [value];
}
