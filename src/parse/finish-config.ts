import type { Json, JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import { grantsOf } from './config-values.js';
import { hookConfig } from './hooks.js';

/** A merged configuration in dbt's final form: tags as a list, hooks as mappings, grants without plus signs. */
export function finishConfig(merged: JsonObject): JsonObject {
  const config: { [key: string]: Json } = { ...merged };
  for (const key of ['tags', 'packages']) if (typeof config[key] === 'string') config[key] = [config[key]];
  for (const key of ['pre-hook', 'post-hook']) if (key in config) config[key] = hookConfig(config[key]);
  if (isJsonObject(config['grants'])) config['grants'] = grantsOf(config);
  if ('store_failures_as' in config) Object.assign(config, storing(config));
  if (own(config, 'snapshot_meta_column_names') !== undefined) config['snapshot_meta_column_names'] = metaNames(config);
  return config;
}

/** `store_failures` and `store_failures_as` follow each other; the latter is stronger. */
function storing(config: JsonObject): JsonObject {
  const as = own(config, 'store_failures_as') ?? null;
  const store = own(config, 'store_failures') ?? null;
  if (as !== null) return { store_failures: as !== 'ephemeral' };
  if (store === null) return {};
  return { store_failures_as: store === true ? 'table' : 'ephemeral' };
}

const META_NAMES = ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'];

function metaNames(config: JsonObject): JsonObject {
  const names = own(config, 'snapshot_meta_column_names');
  const said = isJsonObject(names) ? names : {};
  return Object.fromEntries(META_NAMES.map((name) => [name, own(said, name) ?? null]));
}
