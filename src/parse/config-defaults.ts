import type { JsonObject } from '../core/json.js';

/** What dbt's configuration holds where nobody says anything: what selectors, `ls` and `config.get` see. */

const everyNode: JsonObject = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  static_analysis: null,
};

/** Of analyses and operations too. */
export const everyRelation: JsonObject = {
  ...everyNode,
  materialized: 'view',
  incremental_strategy: null,
  batch_size: null,
  lookback: 1,
  begin: null,
  persist_docs: {},
  'post-hook': [],
  'pre-hook': [],
  quoting: {},
  column_types: {},
  full_refresh: null,
  unique_key: null,
  on_schema_change: 'ignore',
  on_configuration_change: 'apply',
  grants: {},
  packages: [],
  docs: { show: true, node_color: null },
  contract: { enforced: false, alias_types: true },
  event_time: null,
  concurrent_batches: null,
};

export const modelDefaults: JsonObject = {
  ...everyRelation,
  access: 'protected',
  freshness: null,
  on_error: null,
  latest_version_pointer: { enabled: null, alias: null },
};

export const seedDefaults: JsonObject = {
  ...everyRelation,
  materialized: 'seed',
  delimiter: ',',
  quote_columns: null,
};

export const snapshotDefaults: JsonObject = {
  ...everyRelation,
  materialized: 'snapshot',
  strategy: null,
  target_schema: null,
  target_database: null,
  updated_at: null,
  check_cols: null,
  snapshot_meta_column_names: {
    dbt_valid_to: null,
    dbt_valid_from: null,
    dbt_scd_id: null,
    dbt_updated_at: null,
    dbt_is_deleted: null,
  },
  dbt_valid_to_current: null,
};

export const functionDefaults: JsonObject = {
  ...everyRelation,
  materialized: 'function',
  type: 'scalar',
  volatility: null,
  runtime_version: null,
  entry_point: null,
  snowflake: { quote_args: true },
};

const noFreshness: JsonObject = { count: null, period: null };

export const emptyFreshness: JsonObject = { warn_after: noFreshness, error_after: noFreshness, filter: null };

export const sourceDefaults: JsonObject = {
  enabled: true,
  event_time: null,
  freshness: emptyFreshness,
  loaded_at_field: null,
  loaded_at_query: null,
  meta: {},
  tags: [],
  static_analysis: null,
};

export const testDefaults: JsonObject = {
  ...everyNode,
  schema: 'dbt_test__audit',
  materialized: 'test',
  severity: 'ERROR',
  store_failures: null,
  store_failures_as: null,
  sql_header: null,
  where: null,
  limit: null,
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
};

export const unitTestDefaults: JsonObject = { tags: [], meta: {}, enabled: true, static_analysis: null };

export const exposureDefaults: JsonObject = { enabled: true, tags: [], meta: {} };

/** Of metrics and semantic models. */
export const semanticDefaults: JsonObject = { enabled: true, group: null, meta: {} };

export const savedQueryDefaults: JsonObject = {
  ...semanticDefaults,
  export_as: null,
  schema: null,
  cache: { enabled: false },
};
