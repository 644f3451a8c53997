import { dispatched, macro, topic } from './define.js';

/** Contracts: the columns that a model promises, in DDL and compared with what its query gives. */
export const contracts = topic(
  'contracts',
  dispatched('get_table_columns_and_constraints', '', {
    default: `{%- do return(table_columns_and_constraints()) -%}`,
  }),
  macro(
    'table_columns_and_constraints',
    '',
    `
{%- set parts = adapter.render_raw_columns_constraints(raw_columns=model['columns']) -%}
{%- set rules = adapter.render_raw_model_constraints(raw_constraints=model['constraints']) -%}
(
    {{ (parts + rules) | join(', ') }}
)`,
  ),
  dispatched('get_assert_columns_equivalent', 'sql', { default: `{%- do return(assert_columns_equivalent(sql)) -%}` }),
  macro(
    'assert_columns_equivalent',
    'sql',
    `
  {%- set found = format_columns(get_column_schema_from_query(sql, config.get('sql_header', none))) -%}
  {%- set promised = format_columns(get_column_schema_from_query(get_empty_schema_sql(model['columns']))) -%}
  {%- set matched = [] -%}
  {%- for column in found if column.formatted in (promised | map(attribute='formatted')) -%}
    {%- do matched.append(column) -%}
  {%- endfor -%}
  {%- if found | length != promised | length or matched | length != found | length -%}
    {%- do exceptions.raise_contract_error(promised, found) -%}
  {%- endif -%}`,
  ),
  macro(
    'format_columns',
    'columns',
    `
  {%- set formatted = [] -%}
  {%- for column in columns -%}
    {%- do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) -%}
  {%- endfor -%}
  {%- do return(formatted) -%}`,
  ),
  macro(
    'default__format_column',
    'column',
    `
  {%- set formatted = column.column.lower() ~ ' ' ~ column.dtype -%}
  {%- do return({'name': column.name, 'data_type': column.dtype, 'formatted': formatted}) -%}`,
  ),
);
