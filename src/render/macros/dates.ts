import { dispatched, macro, topic } from './define.js';

/** Date arithmetic in SQL, and the current time. */
export const dates = topic(
  'dates',
  dispatched('dateadd', 'datepart interval from_date_or_timestamp', {
    default: `dateadd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})`,
    postgres: `{{ from_date_or_timestamp }} + ((interval '1 {{ datepart }}') * ({{ interval }}))`,
  }),
  dispatched('datediff', 'first_date second_date datepart', {
    default: `datediff({{ datepart }}, {{ first_date }}, {{ second_date }})`,
    postgres: `
{%- set from = '(' ~ first_date ~ ')' -%}
{%- set till = '(' ~ second_date ~ ')' -%}
{%- if datepart == 'year' -%}
  (date_part('year', {{ till }}::date) - date_part('year', {{ from }}::date))
{%- elif datepart in ['quarter', 'month'] -%}
  ({{ ' ' ~ datediff(first_date, second_date, 'year') }} * {{ 4 if datepart == 'quarter' else 12 }} + date_part('{{ datepart }}', {{ till }}::date) - date_part('{{ datepart }}', {{ from }}::date))
{%- elif datepart == 'day' -%}
  ({{ till }}::date - {{ from }}::date)
{%- elif datepart == 'week' -%}
  ({{ ' ' ~ datediff(first_date, second_date, 'day') }} / 7 + case
      when date_part('dow', {{ from }}::timestamp) <= date_part('dow', {{ till }}::timestamp) then
        case when {{ first_date }} <= {{ second_date }} then 0 else -1 end
      else
        case when {{ first_date }} <= {{ second_date }} then 1 else 0 end
    end)
{%- elif datepart == 'hour' -%}
  ({{ ' ' ~ datediff(first_date, second_date, 'day') }} * 24 + date_part('hour', {{ till }}::timestamp) - date_part('hour', {{ from }}::timestamp))
{%- elif datepart == 'minute' -%}
  ({{ ' ' ~ datediff(first_date, second_date, 'hour') }} * 60 + date_part('minute', {{ till }}::timestamp) - date_part('minute', {{ from }}::timestamp))
{%- elif datepart in ['second', 'millisecond', 'microsecond'] -%}
  {%- set many = {'second': 60, 'millisecond': 60000, 'microsecond': 60000000}[datepart] -%}
  ({{ ' ' ~ datediff(first_date, second_date, 'minute') }} * {{ many }} + floor(date_part('{{ datepart }}', {{ till }}::timestamp)) - floor(date_part('{{ datepart }}', {{ from }}::timestamp)))
{%- else -%}
  {%- do exceptions.raise_compiler_error('datediff() on PostgreSQL does not know the date part ' ~ datepart ~ '.') -%}
{%- endif -%}`,
  }),
  dispatched('date_trunc', 'datepart date', { default: `date_trunc('{{ datepart }}', {{ date }})` }),
  dispatched('last_day', 'date datepart', {
    default: `{{ dbt.default_last_day(date, datepart) }}`,
    postgres: `
{%- if datepart == 'quarter' -%}
cast(
    {{ dbt.dateadd('day', '-1', dbt.dateadd('month', '3', dbt.date_trunc(datepart, date))) }}
    as date)
{%- else -%}
  {{ dbt.default_last_day(date, datepart) }}
{%- endif -%}`,
  }),
  macro(
    'default_last_day',
    'date datepart',
    `
cast(
    {{ dbt.dateadd('day', '-1', dbt.dateadd(datepart, '1', dbt.date_trunc(datepart, date))) }}
    as date)`,
  ),
  dispatched('date', 'year month day', {
    default: `
{%- set day = modules.datetime.date(year, month, day) -%}
to_date('{{ day.isoformat() }}', 'YYYY-MM-DD')`,
  }),
  dispatched('current_timestamp', '', { default: `current_timestamp`, postgres: `now()` }),
  dispatched('current_timestamp_backcompat', '', {
    default: `current_timestamp::timestamp`,
    postgres: `current_timestamp::{{ type_timestamp() }}`,
  }),
  dispatched('current_timestamp_in_utc_backcompat', '', {
    default: `{{ current_timestamp_backcompat() }}`,
    postgres: `(current_timestamp at time zone 'utc')::{{ type_timestamp() }}`,
  }),
  dispatched('snapshot_get_time', '', {
    default: `{{ current_timestamp() }}`,
    postgres: `{{ current_timestamp() }}::timestamp without time zone`,
  }),
  dispatched('snapshot_string_as_time', 'timestamp', {
    postgres: `{%- do return("'" ~ timestamp ~ "'::timestamp without time zone") -%}`,
  }),
);
