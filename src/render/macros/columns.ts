import { dispatched, macro, topic } from './define.js';

/** Columns of relations and queries, and changing them. */
export const columns = topic(
  'columns',
  dispatched('get_columns_in_relation', 'relation', {
    postgres: `
  {%- call statement('get_columns_in_relation', fetch_result=true) -%}
select
    column_name,
    data_type,
    character_maximum_length,
    numeric_precision,
    numeric_scale
from {{ relation.information_schema('columns') }}
where table_name = {{ dbt.string_literal(dbt.escape_single_quotes(relation.identifier)) }}
  {% if relation.schema %}and table_schema = {{ dbt.string_literal(dbt.escape_single_quotes(relation.schema)) }}{% endif %}
order by ordinal_position
  {%- endcall -%}
  {%- do return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) -%}`,
  }),
  macro(
    'sql_convert_columns_in_relation',
    'table',
    `
  {%- set found = [] -%}
  {%- for row in table -%}{%- do found.append(api.Column(*row)) -%}{%- endfor -%}
  {%- do return(found) -%}`,
  ),
  dispatched('get_empty_subquery_sql', 'select_sql select_sql_header=none', {
    default: `
{{ select_sql_header if select_sql_header is not none -}}
select * from (
    {{ select_sql }}
) as __dbt_sbq
where false
limit 0`,
  }),
  dispatched('get_empty_schema_sql', 'columns', {
    default: `
{%- set missing = [] -%}
{%- for column in columns.values() if not column['data_type'] -%}{%- do missing.append(column['name']) -%}{%- endfor -%}
{%- if missing -%}
  {%- do exceptions.raise_compiler_error('A contract needs the data_type of every column; it is missing for: ' ~ (missing | join(', '))) -%}
{%- endif -%}
select
{% for column in columns.values() %}
    cast(null as {{ column['data_type'] }}) as {{ adapter.quote(column['name']) if column.get('quote') else column['name'] }}{{ ', ' if not loop.last }}
{%- endfor -%}`,
  }),
  macro(
    'get_column_schema_from_query',
    'select_sql select_sql_header=none',
    `{%- do return(adapter.get_column_schema_from_query(get_empty_subquery_sql(select_sql, select_sql_header))) -%}`,
  ),
  dispatched('get_columns_in_query', 'select_sql', {
    default: `
  {%- call statement('get_columns_in_query', fetch_result=true, auto_begin=false) -%}
    {{ get_empty_subquery_sql(select_sql) }}
  {%- endcall -%}
  {%- do return(load_result('get_columns_in_query').table.columns | map(attribute='name') | list) -%}`,
  }),
  macro('get_list_of_column_names', 'columns', `{%- do return(columns | map(attribute='name') | list) -%}`),
  dispatched('alter_column_type', 'relation column_name new_column_type', {
    default: `
  {%- set old = adapter.quote(column_name) -%}
  {%- set beside = adapter.quote(column_name ~ '__dbt_alter') -%}
  {%- call statement('alter_column_type') %}
    alter table {{ relation }} add column {{ beside }} {{ new_column_type }};
    update {{ relation }} set {{ beside }} = {{ old }};
    alter table {{ relation }} drop column {{ old }} cascade;
    alter table {{ relation }} rename column {{ beside }} to {{ old }}
  {% endcall -%}`,
  }),
  dispatched('alter_relation_add_remove_columns', 'relation add_columns=none remove_columns=none', {
    default: `
  {%- set changes = [] -%}
  {%- for column in add_columns or [] -%}
    {%- do changes.append('add column ' ~ column.quoted ~ ' ' ~ column.expanded_data_type) -%}
  {%- endfor -%}
  {%- for column in remove_columns or [] -%}
    {%- do changes.append('drop column ' ~ column.quoted) -%}
  {%- endfor -%}
  {%- if changes -%}
    {%- do run_query('alter ' ~ relation.type ~ ' ' ~ relation ~ ' ' ~ (changes | join(', '))) -%}
  {%- endif -%}`,
  }),
);
