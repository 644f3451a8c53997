import { dispatched, macro, postgresMacro, topic } from './define.js';

/** Finding relations, and names for relations beside others. */
export const relations = topic(
  'relations',
  macro(
    'load_cached_relation',
    'relation',
    `
  {%- do return(adapter.get_relation(database=relation.database, schema=relation.schema, identifier=relation.identifier)) -%}`,
  ),
  macro('load_relation', 'relation', `{%- do return(load_cached_relation(relation)) -%}`),
  dispatched('get_or_create_relation', 'database schema identifier type', {
    default: `
  {%- set found = adapter.get_relation(database=database, schema=schema, identifier=identifier) -%}
  {%- if found -%}{%- do return([true, found]) -%}{%- endif -%}
  {%- do return([false, api.Relation.create(database=database, schema=schema, identifier=identifier, type=type)]) -%}`,
  }),
  dispatched('make_temp_relation', `base_relation suffix='__dbt_tmp'`, {
    default: `
  {%- do return(base_relation.incorporate(path={'identifier': base_relation.identifier ~ suffix})) -%}`,
    postgres: `
  {%- set named = postgres__make_relation_with_suffix(base_relation, suffix, dstring=true) -%}
  {%- do return(named.incorporate(path={'schema': none, 'database': none})) -%}`,
  }),
  dispatched('make_intermediate_relation', `base_relation suffix='__dbt_tmp'`, {
    default: `{%- do return(default__make_temp_relation(base_relation, suffix)) -%}`,
    postgres: `{%- do return(postgres__make_relation_with_suffix(base_relation, suffix, dstring=false)) -%}`,
  }),
  dispatched('make_backup_relation', `base_relation backup_relation_type suffix='__dbt_backup'`, {
    default: `
  {%- set path = {'identifier': base_relation.identifier ~ suffix} -%}
  {%- do return(base_relation.incorporate(path=path, type=backup_relation_type)) -%}`,
    postgres: `
  {%- set named = postgres__make_relation_with_suffix(base_relation, suffix, dstring=false) -%}
  {%- do return(named.incorporate(type=backup_relation_type)) -%}`,
  }),
  // With dstring the time of day goes into the name. PostgreSQL keeps 63 bytes of a name.
  postgresMacro(
    'postgres__make_relation_with_suffix',
    'base_relation suffix dstring',
    `
  {%- set ending = suffix ~ modules.datetime.datetime.now().strftime('%H%M%S%f') if dstring else suffix -%}
  {%- set kept = base_relation.relation_max_name_length() - (ending | length) -%}
  {%- do return(base_relation.incorporate(path={'identifier': base_relation.identifier[:kept] ~ ending})) -%}`,
  ),
  dispatched('drop_relation', 'relation', {
    default: `
  {%- call statement('drop_relation', auto_begin=false) -%}
    {{ get_drop_sql(relation) }}
  {%- endcall -%}`,
  }),
  macro(
    'drop_relation_if_exists',
    'relation',
    `
  {%- if relation is not none -%}
    {%- do adapter.drop_relation(relation) -%}
  {%- endif -%}`,
  ),
  dispatched('rename_relation', 'from_relation to_relation', {
    default: `
  {%- call statement('rename_relation') -%}
    alter table {{ from_relation }} rename to {{ adapter.quote_as_configured(to_relation.identifier, 'identifier') }}
  {%- endcall -%}`,
  }),
  dispatched('truncate_relation', 'relation', {
    default: `
  {%- call statement('truncate_relation') -%}
    truncate table {{ relation }}
  {%- endcall -%}`,
  }),
  dispatched('handle_existing_table', 'full_refresh old_relation', {
    default: `
  {%- do log('Dropping ' ~ old_relation ~ ', which is a ' ~ old_relation.type ~ '.') -%}
  {%- do adapter.drop_relation(old_relation) -%}`,
  }),
  macro(
    'create_or_replace_view',
    '',
    `
  {%- set existing = adapter.get_relation(database=this.database, schema=this.schema, identifier=this.identifier) -%}
  {%- set target_relation = this.incorporate(type='view') -%}
  {%- do run_hooks(pre_hooks) -%}
  {%- if existing is not none and not existing.is_view -%}
    {%- do handle_existing_table(should_full_refresh(), existing) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ get_create_view_as_sql(target_relation, sql) }}
  {%- endcall -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=true)) -%}
  {%- do run_hooks(post_hooks) -%}
  {%- do return({'relations': [target_relation]}) -%}`,
  ),
  dispatched('can_clone_table', '', { default: `{%- do return(false) -%}` }),
  dispatched('create_or_replace_clone', 'this_relation defer_relation', {
    default: `create or replace table {{ this_relation }} clone {{ defer_relation }}`,
  }),
  dispatched('resolve_model_name', 'input_model_name', {
    default: `{{ input_model_name | string | replace('"', '\\"') }}`,
  }),
);
