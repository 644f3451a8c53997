import { truthy } from '../../jinja/comparison.js';
import { toJson } from '../../jinja/filters/json.js';
import type { HostFunction } from '../../jinja/values.js';
import { hostFunction } from '../../jinja/values.js';
import { bindArguments } from '../arguments.js';
import { otherwise } from './otherwise.js';
import { readJson } from './read-json.js';

/** `tojson(value, default, sort_keys)`: as Python's `json.dumps` writes it; an error for what JSON cannot hold, as in dbt. */
export const tojson: HostFunction = hostFunction('tojson', (args, kwargs) => {
  const given = bindArguments('tojson', ['value', 'default?', 'sort_keys?'], args, kwargs);
  const sortKeys = truthy(given.get('sort_keys') ?? false);
  return toJson(given.get('value') ?? null, { sortKeys });
});

/** `fromjson(text, default)`: the default for what is no JSON. */
export const fromjson: HostFunction = hostFunction('fromjson', (args, kwargs) => {
  const given = bindArguments('fromjson', ['string', 'default?'], args, kwargs);
  const text = given.get('string');
  return otherwise(given, () => readJson(typeof text === 'string' ? text : ''));
});
