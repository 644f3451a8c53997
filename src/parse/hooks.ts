import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import type { Hook } from '../core/node-parts.js';

/**
 * Hooks as dbt keeps them: a text, a mapping with `sql` and `transaction`, or the JSON of such a mapping, which is what
 * `before_begin()` and `after_commit()` give.
 */
export function hookConfig(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined || value === null) return NONE;
  if (!isJsonList(value)) return [hookOf(value)];
  return value.length === 0 ? NONE : value.map(hookOf);
}

const NONE: readonly JsonObject[] = [];
const NO_HOOKS: readonly Hook[] = [];

/** The typed hooks of a configuration that `hookConfig` made. */
export function hooksOf(config: JsonObject, key: 'pre-hook' | 'post-hook'): readonly Hook[] {
  const hooks = own(config, key);
  if (!isJsonList(hooks) || hooks.length === 0) return NO_HOOKS;
  return hooks.filter(isJsonObject).map((hook) => ({
    sql: jsonText(own(hook, 'sql')),
    transaction: own(hook, 'transaction') !== false,
  }));
}

function hookOf(value: Json): JsonObject {
  const parsed = typeof value === 'string' ? parsedHook(value) : value;
  if (!isJsonObject(parsed)) return { sql: jsonText(value), transaction: true, index: null };
  return {
    sql: jsonText(own(parsed, 'sql') ?? ''),
    transaction: own(parsed, 'transaction') !== false,
    index: own(parsed, 'index') ?? null,
  };
}

function parsedHook(text: string): Json | undefined {
  if (!text.trimStart().startsWith('{') || !text.includes('"sql"')) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) && own(value, 'sql') !== undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
