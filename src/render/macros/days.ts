import { macro, topic } from './define.js';

/** Days as the template counts them, outside SQL. */
export const days = topic(
  'days',
  macro(
    'convert_datetime',
    'date_str date_fmt',
    `
  {%- if date_str is none or date_str == '' -%}
    {%- do exceptions.raise_compiler_error('convert_datetime() needs a date.') -%}
  {%- endif -%}
  {%- do return(modules.datetime.datetime.strptime(date_str | string, date_fmt)) -%}`,
  ),
  macro(
    'dates_in_range',
    'start_date_str end_date_str=none in_fmt="%Y%m%d" out_fmt="%Y%m%d"',
    `
  {%- set first = convert_datetime(start_date_str, in_fmt) -%}
  {%- set last = convert_datetime(start_date_str if end_date_str is none else end_date_str, in_fmt) -%}
  {%- set count = (last - first).days -%}
  {%- if count < 0 -%}
    {%- do exceptions.raise_compiler_error('The range of dates from ' ~ start_date_str ~ ' to ' ~ end_date_str ~ ' ends before it starts.') -%}
  {%- endif -%}
  {%- set found = [] -%}
  {%- for n in range(count + 1) -%}
    {%- do found.append((first + modules.datetime.timedelta(days=n)).strftime(out_fmt)) -%}
  {%- endfor -%}
  {%- do return(found) -%}`,
  ),
  macro(
    'partition_range',
    `raw_partition_date date_fmt='%Y%m%d'`,
    `
  {%- set ends = (raw_partition_date | string).split(',') -%}
  {%- if ends | length > 2 -%}
    {%- do exceptions.raise_compiler_error('A range of partitions is one date or two with a comma between, not ' ~ raw_partition_date ~ '.') -%}
  {%- endif -%}
  {%- do return(dates_in_range(ends[0], ends[1] if ends | length == 2 else none, in_fmt=date_fmt)) -%}`,
  ),
  macro('py_current_timestring', '', `{%- do return(modules.datetime.datetime.now().strftime('%Y%m%d%H%M%S%f')) -%}`),
);
