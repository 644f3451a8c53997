import { dispatched, macro, topic } from './define.js';

/** Rights on relations. */
export const grants = topic(
  'grants',
  dispatched('copy_grants', '', { default: `{%- do return(true) -%}`, postgres: `{%- do return(false) -%}` }),
  dispatched('support_multiple_grantees_per_dcl_statement', '', { default: `{%- do return(true) -%}` }),
  macro(
    'should_revoke',
    'existing_relation full_refresh_mode=true',
    `{%- do return(false if not existing_relation else (copy_grants() if full_refresh_mode else true)) -%}`,
  ),
  dispatched('get_show_grant_sql', 'relation', {
    default: `show grants on {{ relation.render() }}`,
    postgres: `
select grantee, privilege_type
from {{ relation.information_schema('role_table_grants') }}
where grantor = current_role
  and grantee != current_role
  and table_schema = {{ dbt.string_literal(dbt.escape_single_quotes(relation.schema)) }}
  and table_name = {{ dbt.string_literal(dbt.escape_single_quotes(relation.identifier)) }}`,
  }),
  dispatched('get_grant_sql', 'relation privilege grantees', {
    default: `grant {{ privilege }} on {{ relation.render() }} to {{ grantees | join(', ') }}`,
  }),
  dispatched('get_revoke_sql', 'relation privilege grantees', {
    default: `revoke {{ privilege }} on {{ relation.render() }} from {{ get_quoted_csv(grantees) }}`,
  }),
  dispatched('get_dcl_statement_list', 'relation grant_config get_dcl_macro', {
    default: `
  {%- set found = [] -%}
  {%- for privilege, grantees in grant_config.items() if grantees -%}
    {%- if support_multiple_grantees_per_dcl_statement() -%}
      {%- do found.append(get_dcl_macro(relation, privilege, grantees)) -%}
    {%- else -%}
      {%- for grantee in grantees -%}
        {%- do found.append(get_dcl_macro(relation, privilege, [grantee])) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(found) -%}`,
  }),
  dispatched('call_dcl_statements', 'dcl_statement_list', {
    default: `
  {%- call statement('grants') %}
    {%- for sql in dcl_statement_list %}{{ sql }}; {% endfor %}
  {%- endcall -%}`,
  }),
  dispatched('apply_grants', 'relation grant_config should_revoke=true', {
    default: `
  {%- if grant_config -%}
    {%- set to_revoke = {} -%}
    {%- set to_grant = grant_config -%}
    {%- if should_revoke -%}
      {%- set current = adapter.standardize_grants_dict(run_query(get_show_grant_sql(relation))) -%}
      {%- set to_grant = diff_of_two_dicts(grant_config, current) -%}
      {%- set to_revoke = diff_of_two_dicts(current, grant_config) -%}
    {%- endif -%}
    {%- set found = get_dcl_statement_list(relation, to_revoke, get_revoke_sql) + get_dcl_statement_list(relation, to_grant, get_grant_sql) -%}
    {%- if found -%}{{ call_dcl_statements(found) }}{%- endif -%}
  {%- endif -%}`,
  }),
);
