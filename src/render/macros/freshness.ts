import { dispatched, topic } from './define.js';

/** How old the newest row of a source is. */
export const freshness = topic(
  'freshness',
  dispatched('collect_freshness', 'source loaded_at_field filter', {
    default: `
  {%- call statement('collect_freshness', fetch_result=true, auto_begin=false) -%}
select
    max({{ loaded_at_field }}) as max_loaded_at,
    {{ current_timestamp() }} as snapshotted_at
from {{ source }}
{{ 'where ' ~ filter if filter }}
  {%- endcall -%}
  {%- do return(load_result('collect_freshness')) -%}`,
  }),
  dispatched('collect_freshness_custom_sql', 'source loaded_at_query', {
    default: `
  {%- call statement('collect_freshness_custom_sql', fetch_result=true, auto_begin=false) -%}
with source_query as (
    {{ loaded_at_query }}
)
select
    (select * from source_query) as max_loaded_at,
    {{ current_timestamp() }} as snapshotted_at
  {%- endcall -%}
  {%- do return(load_result('collect_freshness_custom_sql')) -%}`,
  }),
  dispatched('get_relation_last_modified', 'information_schema relations', {
    default: `
  {%- do exceptions.raise_not_implemented('PostgreSQL does not know when a table was last changed: give the source a loaded_at_field.') -%}`,
  }),
);
