import { dispatched, macro, topic } from './define.js';

/** Seeds, as a project's own seed materialization would load them. */
export const seeds = topic(
  'seeds',
  dispatched('create_csv_table', 'model agate_table', {
    default: `
  {%- set overrides = model['config'].get('column_types', {}) or {} -%}
  {%- set quoting = model['config'].get('quote_columns', none) -%}
  {%- set parts = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- set type = overrides.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
    {%- do parts.append(adapter.quote_seed_column(name, quoting) ~ ' ' ~ type) -%}
  {%- endfor -%}
  {%- set sql -%}
    create table {{ this.render() }} ({{ parts | join(', ') }})
  {%- endset -%}
  {%- call statement('_') -%}{{ sql }}{%- endcall -%}
  {%- do return(sql) -%}`,
  }),
  dispatched('reset_csv_table', 'model full_refresh old_relation agate_table', {
    default: `
  {%- if full_refresh -%}
    {%- do adapter.drop_relation(old_relation) -%}
    {%- do return(create_csv_table(model, agate_table)) -%}
  {%- endif -%}
  {%- do adapter.truncate_relation(old_relation) -%}
  {%- do return('truncate table ' ~ old_relation.render()) -%}`,
  }),
  dispatched('load_csv_rows', 'model agate_table', {
    default: `
  {%- set names = get_seed_column_quoted_csv(model, agate_table.column_names) -%}
  {%- set shown = [] -%}
  {%- for batch in agate_table.rows | batch(get_batch_size()) -%}
    {%- set bindings = [] -%}
    {%- for row in batch -%}{%- do bindings.extend(row) -%}{%- endfor -%}
    {%- set sql -%}
insert into {{ this.render() }} ({{ names }}) values
      {%- for row in batch -%}
({% for _ in agate_table.column_names %}{{ get_binding_char() }}{{ ',' if not loop.last }}{% endfor %}){{ ',' if not loop.last }}
      {%- endfor -%}
    {%- endset -%}
    {%- do adapter.add_query(sql, bindings=bindings, abridge_sql_log=true) -%}
    {%- if loop.first -%}{%- do shown.append(sql) -%}{%- endif -%}
  {%- endfor -%}
  {%- do return(shown[0]) -%}`,
  }),
  dispatched('get_csv_sql', 'create_or_truncate_sql insert_sql', {
    default: `{{ create_or_truncate_sql }};\n-- dbt seed --\n{{ insert_sql }}`,
  }),
  dispatched('get_binding_char', '', { default: `{%- do return('%s') -%}` }),
  dispatched('get_batch_size', '', { default: `{%- do return(10000) -%}` }),
  macro(
    'get_seed_column_quoted_csv',
    'model column_names',
    `
  {%- set quoting = model['config'].get('quote_columns', none) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}{%- do quoted.append(adapter.quote_seed_column(name, quoting)) -%}{%- endfor -%}
  {%- do return(quoted | join(', ')) -%}`,
  ),
);
