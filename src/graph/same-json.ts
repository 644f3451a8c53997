import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';

/** Whether two values are equal, whatever the order of keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isJsonList(a)) return isJsonList(b) && sameLists(a, b);
  return isJsonObject(a) && isJsonObject(b) && sameObjects(a, b);
}

function sameLists(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((each, index) => sameJson(each, b[index]));
}

function sameObjects(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameJson(a[key], own(b, key)));
}

/** The value at a path of keys; null where there is none, as dbt reads what is absent. */
export function at(json: Json | undefined, ...path: readonly string[]): Json {
  let value: Json | undefined = json;
  for (const key of path) value = isJsonObject(value) ? own(value, key) : undefined;
  return value ?? null;
}

/** Whether two objects have the same value at each of these keys. */
export function sameAt(a: JsonObject, b: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => sameJson(at(a, key), at(b, key)));
}
