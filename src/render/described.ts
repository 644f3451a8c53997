import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject } from '../core/json.js';
import type { Dict } from '../jinja/values.js';
import { dictOfJson } from './json-value.js';

/** Parts that hold what people wrote: nothing is left out of them. */
const KEPT = ['meta', 'config_call_dict', 'unrendered_config', 'unrendered_config_call_dict', 'vars'];

/** dbt's `model`: the node's dict without what is none. */
export function describedNode(node: JsonObject): Dict {
  return dictOfJson(withoutNulls(node));
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): [string, Json][] => {
      if (value === null) return [];
      return [[key, KEPT.includes(key) ? value : cleaned(value)]];
    }),
  );
}

function cleaned(value: Json): Json {
  if (isJsonList(value)) return value.map(cleaned);
  return isJsonObject(value) ? withoutNulls(value) : value;
}
