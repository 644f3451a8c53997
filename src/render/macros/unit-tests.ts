import { dispatched, macro, topic } from './define.js';

/** SQL of unit tests: rows as selects, and what is wanted beside what is. */
export const unitTests = topic(
  'unit-tests',
  dispatched('get_unit_test_sql', 'main_sql expected_fixture_sql expected_column_names', {
    default: `
with dbt_internal_unit_test_actual as (
    select {{ expected_column_names | join(',') }}, {{ dbt.string_literal('actual') }} as {{ adapter.quote('actual_or_expected') }}
    from (
        {{ main_sql }}
    ) _dbt_internal_unit_test_actual
),
dbt_internal_unit_test_expected as (
    select {{ expected_column_names | join(', ') }}, {{ dbt.string_literal('expected') }} as {{ adapter.quote('actual_or_expected') }}
    from (
        {{ expected_fixture_sql }}
    ) _dbt_internal_unit_test_expected
)
select * from dbt_internal_unit_test_actual
union all
select * from dbt_internal_unit_test_expected`,
  }),
  macro(
    'get_fixture_sql',
    'rows column_name_to_data_types',
    `
{%- if not column_name_to_data_types -%}
  {%- set column_name_to_data_types = {} -%}
  {%- set column_name_to_quoted = {} -%}
  {%- set known = load_relation(defer_relation or this) -%}
  {%- for column in (adapter.get_columns_in_relation(known) if known else []) -%}
    {%- do column_name_to_data_types.update({column.name | lower: column.data_type}) -%}
    {%- do column_name_to_quoted.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}
{%- endif -%}
{%- if not column_name_to_data_types -%}
  {%- do exceptions.raise_compiler_error('The columns of ' ~ this ~ ' are not known, because it has not been built yet: build it, or give the rows as SQL (format: sql).') -%}
{%- endif -%}
{%- set default_row = {} -%}
{%- for name, type in column_name_to_data_types.items() -%}
  {%- do default_row.update({name: safe_cast('null', type) | trim}) -%}
{%- endfor -%}
{{ validate_fixture_rows(rows, row_number) }}
{%- for row in rows -%}
  {%- set filled = default_row.copy() -%}
  {%- do filled.update(format_row(row, column_name_to_data_types)) -%}
  {{ 'union all' if not loop.first }}
select {% for name, value in filled.items() %}{{ value }} as {{ (column_name_to_quoted or {}).get(name, name) }}{{ ', ' if not loop.last }}{% endfor %}
{% endfor -%}
{%- if not rows -%}
select {% for name, value in default_row.items() %}{{ value }} as {{ (column_name_to_quoted or {}).get(name, name) }}{{ ', ' if not loop.last }}{% endfor %}
limit 0
{%- endif -%}`,
  ),
  macro(
    'get_expected_sql',
    'rows column_name_to_data_types column_name_to_quoted',
    `
{%- for row in rows -%}
  {{ 'union all' if not loop.first }}
select {% for name, value in format_row(row, column_name_to_data_types).items() %}{{ value }} as {{ column_name_to_quoted[name] }}{{ ', ' if not loop.last }}{% endfor %}
{% endfor -%}
{%- if not rows -%}
select * from dbt_internal_unit_test_actual
limit 0
{%- endif -%}`,
  ),
  macro(
    'format_row',
    'row column_name_to_data_types',
    `
  {%- set formatted = {} -%}
  {%- for name, value in row.items() -%}
    {%- set name = name | lower -%}
    {%- if name not in column_name_to_data_types -%}
      {%- do exceptions.raise_compiler_error('Column ' ~ name ~ ' of a unit test is none of: ' ~ (column_name_to_data_types | join(', ')) ~ '.') -%}
    {%- endif -%}
    {%- set type = column_name_to_data_types[name] -%}
    {%- if value is string -%}
      {%- set written = dbt.string_literal(dbt.escape_single_quotes(value)) -%}
    {%- else -%}
      {%- set written = 'null' if value is none else value -%}
    {%- endif -%}
    {%- set type = 'character varying' if 'character varying' in type else type -%}
    {%- do formatted.update({name: safe_cast(written, type)}) -%}
  {%- endfor -%}
  {%- do return(formatted) -%}`,
  ),
  dispatched('validate_fixture_rows', 'rows row_number', { default: '' }),
);
