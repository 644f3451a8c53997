import { dispatched, topic } from './define.js';

/** Rows out of nothing: numbers and days. */
export const series = topic(
  'series',
  dispatched('get_powers_of_two', 'upper_bound', {
    default: `
  {%- if upper_bound <= 0 -%}
    {%- do exceptions.raise_compiler_error('The upper bound of a series must be above 0.') -%}
  {%- endif -%}
  {%- for power in range(1, 100) if upper_bound <= 2 ** power -%}
    {%- do return(power) -%}
  {%- endfor -%}`,
  }),
  dispatched('generate_series', 'upper_bound', {
    default: `
{%- set powers = range(dbt.get_powers_of_two(upper_bound)) -%}
with p as (
    select 0 as generated_number union all select 1
),
unioned as (
    select
    {% for n in powers %}p{{ n }}.generated_number * power(2, {{ n }}) + {% endfor %}1
    as generated_number
    from {% for n in powers %}{{ ' cross join ' if not loop.first }}p as p{{ n }}{% endfor %}
)
select *
from unioned
where generated_number <= {{ upper_bound }}
order by generated_number`,
  }),
  dispatched('get_intervals_between', 'start_date end_date datepart', {
    default: `
  {%- call statement('get_intervals_between', fetch_result=true) -%}
select {{ dbt.datediff(start_date, end_date, datepart) }}
  {%- endcall -%}
  {%- set found = load_result('get_intervals_between') -%}
  {%- set rows = found['data'] if found else [] -%}
  {%- do return(rows[0][0] if rows else 1) -%}`,
  }),
  dispatched('date_spine', 'datepart start_date end_date', {
    default: `
with rawdata as (
    {{ dbt.generate_series(dbt.get_intervals_between(start_date, end_date, datepart)) }}
),
all_periods as (
    select (
        {{ dbt.dateadd(datepart, '(row_number() over (order by generated_number) - 1)', start_date) }}
    ) as date_{{ datepart }}
    from rawdata
),
filtered as (
    select *
    from all_periods
    where date_{{ datepart }} <= {{ end_date }}
)
select * from filtered`,
  }),
);
