import { macro, topic } from './define.js';

/** Questions about how a node is to be built. */
export const configuration = topic(
  'configuration',
  macro(
    'should_full_refresh',
    '',
    `
  {%- set own = config.get('full_refresh') -%}
  {%- do return(flags.FULL_REFRESH if own is none else own) -%}`,
  ),
  // Asks the database last: for what is not incremental the answer is known without it.
  macro(
    'is_incremental',
    '',
    `
  {%- if not execute or model.config.materialized != 'incremental' or should_full_refresh() -%}
    {%- do return(false) -%}
  {%- endif -%}
  {%- set relation = adapter.get_relation(this.database, this.schema, this.table) -%}
  {%- do return(relation is not none and relation.type == 'table') -%}`,
  ),
  macro(
    'incremental_validate_on_schema_change',
    `on_schema_change default='ignore'`,
    `
  {%- if on_schema_change in ['sync_all_columns', 'append_new_columns', 'fail', 'ignore'] -%}
    {%- do return(on_schema_change) -%}
  {%- endif -%}
  {%- do log('on_schema_change cannot be ' ~ on_schema_change ~ '; taken as ' ~ default ~ '.') -%}
  {%- do return(default) -%}`,
  ),
);
