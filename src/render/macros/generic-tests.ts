import { dispatched, genericTest, macro, topic } from './define.js';

/** The four generic tests, and what stands around the SQL of every test. */
export const genericTests = topic(
  'generic-tests',
  genericTest(
    'unique',
    'model column_name',
    `
select
    {{ column_name }} as unique_field,
    count(*) as n_records
from {{ model }}
where {{ column_name }} is not null
group by {{ column_name }}
having count(*) > 1`,
  ),
  genericTest(
    'not_null',
    'model column_name',
    `
{%- set kept = '*' if should_store_failures() else column_name -%}
select {{ kept }}
from {{ model }}
where {{ column_name }} is null`,
  ),
  genericTest(
    'accepted_values',
    'model column_name values quote=true',
    `
with all_values as (
    select
        {{ column_name }} as value_field,
        count(*) as n_records
    from {{ model }}
    group by {{ column_name }}
)
select *
from all_values
where value_field not in (
    {% for value in values -%}
      {{ "'" ~ value ~ "'" if quote else value }}{{ ',' if not loop.last }}
    {%- endfor %}
)`,
  ),
  genericTest(
    'relationships',
    'model column_name to field',
    `
with child as (
    select {{ column_name }} as from_field
    from {{ model }}
    where {{ column_name }} is not null
),
parent as (
    select {{ field }} as to_field
    from {{ to }}
)
select from_field
from child
left join parent on child.from_field = parent.to_field
where parent.to_field is null`,
  ),
  dispatched('get_where_subquery', 'relation', {
    default: `
  {%- set where = config.get('where', '') -%}
  {%- if where -%}
    {%- set filtered -%} (select * from {{ relation }} where {{ where }}) dbt_subquery {%- endset -%}
    {%- do return(filtered) -%}
  {%- else -%}
    {%- do return(relation) -%}
  {%- endif -%}`,
  }),
  macro(
    'should_store_failures',
    '',
    `
  {%- set own = config.get('store_failures') -%}
  {%- do return((flags.STORE_FAILURES | default(false)) if own is none else own) -%}`,
  ),
  dispatched('get_test_sql', 'main_sql fail_calc warn_if error_if limit', {
    default: `
select
    {{ fail_calc }} as failures,
    {{ fail_calc }} {{ warn_if }} as should_warn,
    {{ fail_calc }} {{ error_if }} as should_error
from (
    {{ main_sql }}
    {{ 'limit ' ~ limit if limit is not none }}
) dbt_internal_test`,
  }),
);
