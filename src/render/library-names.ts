import type { Value } from '../jinja/values.js';
import { hostFunction } from '../jinja/values.js';
import { bindArguments, textArgument } from './arguments.js';
import { jsonOfValue, valueOfJson } from './json-value.js';

/** Functions that know nothing of project and node. */
export const libraryNames: { readonly [name: string]: () => Value } = {
  tojson: () => hostFunction('tojson', toJson),
  fromjson: () => hostFunction('fromjson', fromJson),
};

function toJson(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value {
  const bound = bindArguments('tojson', ['value', 'default?', 'sort_keys?'], args, kwargs);
  const json = jsonOfValue(bound.get('value') ?? null);
  if (json === undefined) return bound.get('default') ?? null;
  return pythonJson(JSON.stringify(json, bound.get('sort_keys') === true ? sortedKeys : undefined, 1));
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Python writes JSON on one line with a space after commas and colons. */
function pythonJson(indented: string): string {
  return indented
    .replaceAll(/,\n\s*/g, ', ')
    .replaceAll(/([[{])\n\s*/g, '$1')
    .replaceAll(/\n\s*([\]}])/g, '$1');
}

function fromJson(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value {
  const bound = bindArguments('fromjson', ['string', 'default?'], args, kwargs);
  try {
    return valueOfJson(JSON.parse(textArgument('fromjson', bound, 'string')) as Parameters<typeof valueOfJson>[0]);
  } catch {
    return bound.get('default') ?? null;
  }
}
