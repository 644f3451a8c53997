import { dispatched, macro, topic } from './define.js';

/** The names of a snapshot's own columns, and comparing its key, which may have several columns. */
export const snapshotKeys = topic(
  'snapshot-keys',
  macro(
    'get_snapshot_table_column_names',
    '',
    `
  {%- set names = {} -%}
  {%- for name in ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'] -%}
    {%- do names.update({name: name}) -%}
  {%- endfor -%}
  {%- do return(names) -%}`,
  ),
  dispatched('snapshot_hash_arguments', 'args', {
    default: `
md5(
{%- for arg in args -%}
  coalesce(cast({{ arg }} as varchar ), '')
 {% if not loop.last %}|| '|' || {% endif %}
{%- endfor -%}
)`,
  }),
  macro(
    'unique_key_fields',
    'unique_key',
    `
{%- if unique_key is string -%}
  {{ unique_key }} as dbt_unique_key
{%- else -%}
  {%- for key in unique_key %}
  {{ key }} as dbt_unique_key_{{ loop.index }}{{ ' ,' if not loop.last }}
  {%- endfor -%}
{%- endif -%}`,
  ),
  macro(
    'unique_key_join_on',
    'unique_key identifier from_identifier',
    `
{%- if unique_key is string -%}
  {{ identifier }}.dbt_unique_key = {{ from_identifier }}.dbt_unique_key
{%- else -%}
  {%- for _ in unique_key %}
  {%- set column = '.dbt_unique_key_' ~ loop.index -%}
  {{ equals(identifier ~ column, from_identifier ~ column) }}{{ ' and ' if not loop.last }}
  {%- endfor -%}
{%- endif -%}`,
  ),
  macro(
    'unique_key_is_null',
    'unique_key identifier',
    `{{ identifier }}.dbt_unique_key{{ '' if unique_key is string else '_1' }} is null`,
  ),
  macro(
    'unique_key_is_not_null',
    'unique_key identifier',
    `{{ identifier }}.dbt_unique_key{{ '' if unique_key is string else '_1' }} is not null`,
  ),
  macro(
    'get_dbt_valid_to_current',
    'strategy columns',
    `
{%- set open_end = config.get('dbt_valid_to_current') or 'null' -%}
coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ open_end }}) as {{ columns.dbt_valid_to }}`,
  ),
);
