import { dispatched, macro, topic } from './define.js';

/** Sending SQL from templates, and hooks around a materialization. */
export const statements = topic(
  'statements',
  macro(
    'statement',
    `name=none fetch_result=false auto_begin=true language='sql'`,
    `
  {%- if execute -%}
    {%- set sent = caller() -%}
    {%- if language != 'sql' -%}
      {%- do exceptions.raise_compiler_error('statement() runs SQL only, not ' ~ language ~ '.') -%}
    {%- endif -%}
    {%- set answer = adapter.execute(sent, auto_begin=auto_begin, fetch=fetch_result) -%}
    {%- if name is not none -%}
      {%- do store_result(name, response=answer[0], agate_table=answer[1]) -%}
    {%- endif -%}
  {%- endif -%}`,
  ),
  macro(
    'noop_statement',
    'name=none message=none code=none rows_affected=none res=none',
    `
  {%- if name is not none -%}
    {%- do store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) -%}
  {%- endif -%}`,
  ),
  macro(
    'run_query',
    'sql',
    `
  {%- call statement('run_query_statement', fetch_result=true, auto_begin=false) -%}
    {{ sql }}
  {%- endcall -%}
  {%- set found = load_result('run_query_statement') -%}
  {%- do return(found.table if found else none) -%}`,
  ),
  macro(
    'run_hooks',
    'hooks inside_transaction=true',
    `
  {%- for hook in hooks if hook.transaction == inside_transaction -%}
    {%- if not inside_transaction and loop.first -%}
      {%- call statement(auto_begin=inside_transaction) -%} commit; {%- endcall -%}
    {%- endif -%}
    {%- set sql = render(hook.get('sql')) -%}
    {%- if sql | trim | length > 0 -%}
      {%- call statement(auto_begin=inside_transaction) -%} {{ sql }} {%- endcall -%}
    {%- endif -%}
  {%- endfor -%}`,
  ),
  macro('make_hook_config', 'sql inside_transaction', `{{ tojson({'sql': sql, 'transaction': inside_transaction}) }}`),
  macro('before_begin', 'sql', `{{ make_hook_config(sql, inside_transaction=false) }}`),
  macro('in_transaction', 'sql', `{{ make_hook_config(sql, inside_transaction=true) }}`),
  macro('after_commit', 'sql', `{{ make_hook_config(sql, inside_transaction=false) }}`),
  macro('set_sql_header', 'config', `{%- do config.set('sql_header', caller()) -%}`),
  dispatched('validate_sql', 'sql', {
    default: `
  {%- call statement('validate_sql') -%} explain {{ sql }} {%- endcall -%}
  {%- do return(load_result('validate_sql')) -%}`,
  }),
  // Its implementation goes by another name.
  macro(
    'get_limit_subquery_sql',
    'sql limit',
    `{%- do return(adapter.dispatch('get_limit_sql', 'dbt')(sql, limit)) -%}`,
  ),
  macro('default__get_limit_sql', 'sql limit', `{{ sql }}\n{{ 'limit ' ~ limit if limit is not none }}`),
  macro(
    'get_show_sql',
    'compiled_code sql_header limit',
    `
{{ sql_header if sql_header is not none }}
{{ get_limit_subquery_sql(compiled_code, limit) if limit is not none else compiled_code }}`,
  ),
);
