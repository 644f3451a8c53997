import type { JsonObject } from '../core/json.js';

/** What dbt's configuration holds where nobody says anything; selectors such as `config.materialized:view` see it. */
const COMMON: JsonObject = { enabled: true, tags: [], meta: {} };
const RELATION: JsonObject = { ...COMMON, persist_docs: {}, quoting: {}, column_types: {}, grants: {} };

export const modelDefaults: JsonObject = { ...RELATION, materialized: 'view' };
export const seedDefaults: JsonObject = { ...RELATION, materialized: 'seed', delimiter: ',' };
export const sourceDefaults: JsonObject = COMMON;
export const testDefaults: JsonObject = {
  ...COMMON,
  materialized: 'test',
  severity: 'ERROR',
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
};
