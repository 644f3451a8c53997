import type { Json, JsonObject } from '../core/json.js';
import { jsonText } from '../core/json.js';
import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';

/** A YAML or JSON value as templates see it. Every call makes new lists and dicts, which templates may change. */
export function valueOfJson(json: Json): Value {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(valueOfJson);
  return dictOfJson(json as JsonObject);
}

export function dictOfJson(json: JsonObject): Dict {
  return Dict.from(Object.entries(json).map(([key, each]) => [key, valueOfJson(each)] as const));
}

/** A template value as JSON; undefined for what has no such form (functions, relations print as their text). */
export function jsonOfValue(value: Value): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return listOfValues(value);
  switch (value.kind) {
    case 'float':
      return value.value;
    case 'tuple':
      return listOfValues(value.items);
    case 'set':
      return listOfValues([...value.values()]);
    case 'dict':
      return Object.fromEntries([...value.entries()].flatMap(([key, each]) => entryOf(key, each)));
    case 'object':
      return value.print?.();
    case 'range':
    case 'view':
    case 'iteration':
    case 'undefined':
    case 'namespace':
    case 'function':
    case 'macro':
      return undefined;
  }
}

function listOfValues(values: readonly Value[]): Json {
  return values.map((each) => jsonOfValue(each) ?? null);
}

function entryOf(key: Value, value: Value): [string, Json][] {
  const json = jsonOfValue(value);
  return json === undefined ? [] : [[typeof key === 'string' ? key : jsonText(jsonOfValue(key)), json]];
}
