import { dispatched, macro, topic } from './define.js';

/** SQL that brings new rows into an existing table. */
export const merge = topic(
  'merge',
  macro(
    'get_insert_into_sql',
    'target_relation temp_relation dest_columns',
    `
{%- set names = get_quoted_csv(dest_columns | map(attribute='name')) -%}
insert into {{ target_relation }} ({{ names }})
(
    select {{ names }}
    from {{ temp_relation }}
)`,
  ),
  dispatched('get_delete_insert_merge_sql', 'target source unique_key dest_columns incremental_predicates=none', {
    default: `
{%- set names = get_quoted_csv(dest_columns | map(attribute='name')) -%}
{%- if unique_key -%}
{%- set key = unique_key if unique_key is string else unique_key | join(', ') -%}
delete from {{ target }} as DBT_INTERNAL_DEST
where ({{ key }}) in (
    select distinct {{ key }}
    from {{ source }} as DBT_INTERNAL_SOURCE
)
{%- for predicate in incremental_predicates or [] %}
and {{ predicate }}
{%- endfor -%}
{{ ' ' if incremental_predicates }};
{% endif %}
insert into {{ target }} ({{ names }})
(
    select {{ names }}
    from {{ source }}
)`,
  }),
  dispatched('get_merge_sql', 'target source unique_key dest_columns incremental_predicates=none', {
    default: `
{%- set predicates = [] + (incremental_predicates or []) -%}
{%- set names = get_quoted_csv(dest_columns | map(attribute='name')) -%}
{%- set updated = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) -%}
{%- set header = config.get('sql_header', none) -%}
{%- if unique_key is string -%}
  {%- do predicates.append(get_merge_unique_key_match('DBT_INTERNAL_SOURCE.' ~ unique_key, 'DBT_INTERNAL_DEST.' ~ unique_key)) -%}
{%- elif unique_key -%}
  {%- for key in unique_key -%}
    {%- do predicates.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key ~ '\\n') -%}
  {%- endfor -%}
{%- else -%}
  {%- do predicates.append('FALSE') -%}
{%- endif -%}
{{ header if header is not none }}
merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on ({{ predicates | join(') and (') }})
{% if unique_key %}
when matched then update set
    {% for column in updated -%}
      {{ column }} = DBT_INTERNAL_SOURCE.{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{% endif %}
when not matched then insert
    ({{ names }})
values
    ({{ names }})`,
  }),
  dispatched('get_merge_unique_key_match', 'source_unique_key target_unique_key', {
    default: `{%- do return(equals(source_unique_key, target_unique_key)) -%}`,
  }),
  dispatched('get_merge_update_columns', 'merge_update_columns merge_exclude_columns dest_columns', {
    default: `
  {%- if merge_update_columns and merge_exclude_columns -%}
    {%- do exceptions.raise_compiler_error('A model takes merge_update_columns or merge_exclude_columns, not both.') -%}
  {%- elif merge_update_columns -%}
    {%- do return(merge_update_columns) -%}
  {%- endif -%}
  {%- set excluded = (merge_exclude_columns or []) | map('lower') | list -%}
  {%- set found = [] -%}
  {%- for column in dest_columns if column.column | lower not in excluded -%}
    {%- do found.append(column.quoted) -%}
  {%- endfor -%}
  {%- do return(found) -%}`,
  }),
  dispatched('get_insert_overwrite_merge_sql', 'target source dest_columns predicates include_sql_header=false', {
    default: `
{%- set names = get_quoted_csv(dest_columns | map(attribute='name')) -%}
{%- set header = config.get('sql_header', none) -%}
{{ header if header is not none and include_sql_header }}
merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on FALSE
when not matched by source {{ 'and ' ~ (predicates | join(' and ')) if predicates }}
    then delete
when not matched then insert
    ({{ names }})
values
    ({{ names }})`,
  }),
);
