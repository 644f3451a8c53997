import { dispatched, macro, postgresMacro, topic } from './define.js';

const HEADER = `
{%- set header = config.get('sql_header', none) -%}
{{ header if header is not none }}
`;

/** SQL that creates a table or view out of a query. */
export const create = topic(
  'create',
  dispatched('get_create_table_as_sql', 'temporary relation sql', {
    default: `{%- do return(create_table_as(temporary, relation, sql)) -%}`,
  }),
  macro(
    'create_table_as',
    `temporary relation compiled_code language='sql'`,
    `
  {%- if language != 'sql' -%}
    {%- do exceptions.raise_compiler_error('Tables are created from SQL only, not from ' ~ language ~ '.') -%}
  {%- endif -%}
  {%- do return(adapter.dispatch('create_table_as', 'dbt')(temporary, relation, compiled_code)) -%}`,
  ),
  macro(
    'default__create_table_as',
    'temporary relation sql',
    `${HEADER}
create {{ 'temporary ' if temporary }}table {{ relation.include(database=not temporary, schema=not temporary) }}
{%- if (config.get('contract') or {}).enforced and not temporary %}
  {{ get_assert_columns_equivalent(sql) }}
  {{ get_table_columns_and_constraints() }}
  {%- set sql = get_select_subquery(sql) -%}
{%- endif %}
as (
    {{ sql }}
);`,
  ),
  postgresMacro(
    'postgres__create_table_as',
    'temporary relation sql',
    `{%- set unlogged = config.get('unlogged', default=false) -%}
${HEADER}
create {{ 'temporary ' if temporary else ('unlogged ' if unlogged) }}table {{ relation }}
{% if (config.get('contract') or {}).enforced -%}
  {{ get_assert_columns_equivalent(sql) }}
  {{ get_table_columns_and_constraints() }} ;
insert into {{ relation }} (
    {{ adapter.dispatch('get_column_names', 'dbt')() }}
)
  {%- set sql = get_select_subquery(sql) -%}
{%- else -%}
as
{%- endif %} (
    {{ sql }}
);`,
  ),
  macro(
    'default__get_column_names',
    '',
    `
{%- for column in model['columns'].values() -%}
  {{ adapter.quote(column['name']) if column.get('quote') else column['name'] }}{{ ', ' if not loop.last }}
{%- endfor -%}`,
  ),
  dispatched('get_select_subquery', 'sql', {
    default: `
select {{ adapter.dispatch('get_column_names', 'dbt')() }}
from (
    {{ sql }}
) as model_subq`,
  }),
  dispatched('get_create_view_as_sql', 'relation sql', {
    default: `{%- do return(create_view_as(relation, sql)) -%}`,
  }),
  dispatched('create_view_as', 'relation sql', {
    default: `${HEADER}
create view {{ relation }}
{%- if (config.get('contract') or {}).enforced %}
  {{ get_assert_columns_equivalent(sql) }}
{%- endif %} as (
    {{ sql }}
);`,
  }),
);
