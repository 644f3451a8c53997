import { dispatched, macro, topic } from './define.js';

const COLUMNS = `
{%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
`;

/** Building and bringing forward a snapshot. */
export const snapshotSql = topic(
  'snapshot-sql',
  dispatched('build_snapshot_table', 'strategy sql', {
    default: `${COLUMNS}
select *,
    {{ strategy.scd_id }} as {{ columns.dbt_scd_id }},
    {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
    {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
    {{ get_dbt_valid_to_current(strategy, columns) }}
    {%- if strategy.hard_deletes == 'new_record' %},
    'False' as {{ columns.dbt_is_deleted }}
    {%- endif %}
from (
    {{ sql }}
) sbq`,
  }),
  dispatched('snapshot_staging_table', 'strategy source_sql target_relation', {
    default: `${COLUMNS}
{%- set key = strategy.unique_key -%}
{%- set as_new = strategy.hard_deletes == 'new_record' -%}
{%- set sees_deletes = as_new or strategy.invalidate_hard_deletes -%}
{%- set joined = unique_key_join_on(key, 'snapshotted_data', 'source_data') -%}
{%- set open_end = config.get('dbt_valid_to_current') -%}
{%- set gone -%}
  {{ unique_key_is_null(key, 'source_data') }}
  {%- if as_new %}
    and not (
        snapshotted_data.{{ columns.dbt_is_deleted }} = 'True'
        and snapshotted_data.{{ columns.dbt_valid_to }} {{ '= ' ~ open_end if open_end else 'is null' }}
    )
  {%- endif -%}
{%- endset -%}
with snapshot_query as (
    {{ source_sql }}
),
snapshotted_data as (
    select *, {{ unique_key_fields(key) }}
    from {{ target_relation }}
    where
    {%- if open_end %}
        ( {{ equals(columns.dbt_valid_to, open_end) }} or {{ columns.dbt_valid_to }} is null )
    {%- else %}
        {{ columns.dbt_valid_to }} is null
    {%- endif %}
),
insertions_source_data as (
    select *, {{ unique_key_fields(key) }},
        {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
        {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
        {{ get_dbt_valid_to_current(strategy, columns) }},
        {{ strategy.scd_id }} as {{ columns.dbt_scd_id }}
    from snapshot_query
),
updates_source_data as (
    select *, {{ unique_key_fields(key) }},
        {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
        {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
        {{ strategy.updated_at }} as {{ columns.dbt_valid_to }}
    from snapshot_query
),
{%- if sees_deletes %}
deletes_source_data as (
    select *, {{ unique_key_fields(key) }}
    from snapshot_query
),
{%- endif %}
insertions as (
    select
        'insert' as dbt_change_type,
        source_data.*
        {%- if as_new %},
        'False' as {{ columns.dbt_is_deleted }}
        {%- endif %}
    from insertions_source_data as source_data
    left outer join snapshotted_data
        on {{ joined }}
    where {{ unique_key_is_null(key, 'snapshotted_data') }}
    or ({{ unique_key_is_not_null(key, 'snapshotted_data') }} and (
        {{ strategy.row_changed }}
        {%- if as_new %} or snapshotted_data.{{ columns.dbt_is_deleted }} = 'True'{% endif %}
    ))
),
updates as (
    select
        'update' as dbt_change_type,
        source_data.*,
        snapshotted_data.{{ columns.dbt_scd_id }}
        {%- if as_new %},
        snapshotted_data.{{ columns.dbt_is_deleted }}
        {%- endif %}
    from updates_source_data as source_data
    join snapshotted_data
        on {{ joined }}
    where (
        {{ strategy.row_changed }}
        {%- if as_new %} or snapshotted_data.{{ columns.dbt_is_deleted }} = 'True'{% endif %}
    )
)
{%- if sees_deletes %},
deletes as (
    select
        'delete' as dbt_change_type,
        source_data.*,
        {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
        {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
        {{ snapshot_get_time() }} as {{ columns.dbt_valid_to }},
        snapshotted_data.{{ columns.dbt_scd_id }}
        {%- if as_new %},
        snapshotted_data.{{ columns.dbt_is_deleted }}
        {%- endif %}
    from snapshotted_data
    left join deletes_source_data as source_data
        on {{ joined }}
    where {{ gone }}
)
{%- endif %}
{%- if as_new %},
deletion_records as (
    select
        'insert' as dbt_change_type,
        {{ snapshot_kept_columns(source_sql, target_relation) }}
        {%- if key is string %}
        snapshotted_data.dbt_unique_key as dbt_unique_key,
        {%- else %}
        {% for column in key %}snapshotted_data.{{ column }} as dbt_unique_key_{{ loop.index }}, {% endfor %}
        {%- endif %}
        {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
        {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
        snapshotted_data.{{ columns.dbt_valid_to }} as {{ columns.dbt_valid_to }},
        {{ snapshot_hash_arguments([columns.dbt_scd_id, snapshot_get_time()]) }} as {{ columns.dbt_scd_id }},
        'True' as {{ columns.dbt_is_deleted }}
    from snapshotted_data
    left join deletes_source_data as source_data
        on {{ joined }}
    where {{ gone }}
)
{%- endif %}
select * from insertions
union all
select * from updates
{%- if sees_deletes %}
union all
select * from deletes
{%- endif %}
{%- if as_new %}
union all
select * from deletion_records
{%- endif %}`,
  }),
  // The query's columns as the snapshot has them; what it has not yet is null.
  macro(
    'snapshot_kept_columns',
    'source_sql target_relation',
    `
{%- set known = get_list_of_column_names(get_columns_in_relation(target_relation)) -%}
{%- for column in get_columns_in_query(source_sql) %}
  {{ 'snapshotted_data.' if column in known else 'null as ' }}{{ adapter.quote(column) }},
{%- endfor -%}`,
  ),
  macro(
    'build_snapshot_staging_table',
    'strategy sql target_relation',
    `
  {%- set staging = make_temp_relation(target_relation) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
    {{ create_table_as(true, staging, snapshot_staging_table(strategy, sql, target_relation)) }}
  {%- endcall -%}
  {%- do return(staging) -%}`,
  ),
  dispatched('snapshot_merge_sql', 'target source insert_cols', {
    postgres: `${COLUMNS}
{%- set open_end = config.get('dbt_valid_to_current') -%}
update {{ target }}
set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
from {{ source }} as DBT_INTERNAL_SOURCE
where DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }}::text = {{ target }}.{{ columns.dbt_scd_id }}::text
  and DBT_INTERNAL_SOURCE.dbt_change_type::text in ('update'::text, 'delete'::text)
  {% if open_end -%}
  and ({{ target }}.{{ columns.dbt_valid_to }} = {{ open_end }} or {{ target }}.{{ columns.dbt_valid_to }} is null)
  {%- else -%}
  and {{ target }}.{{ columns.dbt_valid_to }} is null
  {%- endif %};
insert into {{ target }} ({{ insert_cols | join(', ') }})
select {% for column in insert_cols -%}
    DBT_INTERNAL_SOURCE.{{ column }}{{ ',' if not loop.last }}
{%- endfor %}
from {{ source }} as DBT_INTERNAL_SOURCE
where DBT_INTERNAL_SOURCE.dbt_change_type::text = 'insert'::text;`,
  }),
  dispatched('create_columns', 'relation columns', {
    default: `
{%- for column in columns %}
  {% call statement() -%}
    alter table {{ relation.render() }} add column {{ adapter.quote(column.name) }} {{ column.expanded_data_type }};
  {% endcall %}
{%- endfor -%}`,
  }),
  dispatched('post_snapshot', 'staging_relation', { default: '' }),
  macro(
    'get_updated_at_column_data_type',
    'snapshot_sql',
    `
  {%- set wanted = config.get('updated_at') -%}
  {%- for column in get_column_schema_from_query(snapshot_sql) if column.column == wanted -%}
    {%- do return(column.dtype) -%}
  {%- endfor -%}`,
  ),
  macro(
    'get_snapshot_get_time_data_type',
    '',
    `
  {%- set time = adapter.dispatch('snapshot_get_time', 'dbt')() -%}
  {%- set found = get_column_schema_from_query('select ' ~ time ~ ' as dbt_snapshot_time') -%}
  {%- do return(found[0].dtype or none) -%}`,
  ),
  macro(
    'check_time_data_types',
    'sql',
    `
  {%- set of_column = get_updated_at_column_data_type(sql) -%}
  {%- set of_clock = get_snapshot_get_time_data_type() -%}
  {%- if of_column and of_clock and of_column != of_clock -%}
    {%- do exceptions.warn('updated_at of this snapshot is a ' ~ of_column ~ ', the current time is a ' ~ of_clock ~ '.') -%}
  {%- endif -%}`,
  ),
);
