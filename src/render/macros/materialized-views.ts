import { dispatched, macro, postgresMacro, topic } from './define.js';

/** Materialized views: creating, refreshing, and changing their indexes. */
export const materializedViews = topic(
  'materialized-views',
  dispatched('get_create_materialized_view_as_sql', 'relation sql', {
    postgres: `
create materialized view if not exists {{ relation }} as {{ sql }};
{% for index in config.get('indexes', []) -%}
  {{ get_create_index_sql(relation, index) }}
{% endfor -%}`,
  }),
  dispatched('refresh_materialized_view', 'relation', { postgres: `refresh materialized view {{ relation }}` }),
  postgresMacro(
    'postgres__describe_materialized_view',
    'relation',
    `{%- do return({'indexes': run_query(get_show_indexes_sql(relation))}) -%}`,
  ),
  dispatched('get_materialized_view_configuration_changes', 'existing_relation new_config', {
    postgres: `
  {%- set found = postgres__describe_materialized_view(existing_relation) -%}
  {%- do return(existing_relation.get_materialized_view_config_change_collection(found, new_config.model)) -%}`,
  }),
  dispatched(
    'get_alter_materialized_view_as_sql',
    'relation configuration_changes sql existing_relation backup_relation intermediate_relation',
    {
      postgres: `
{%- if configuration_changes.requires_full_refresh -%}
  {{ get_replace_sql(existing_relation, relation, sql) }}
{%- else -%}
  {{ postgres__update_indexes_on_materialized_view(relation, configuration_changes.indexes) }}
{%- endif -%}`,
    },
  ),
  postgresMacro(
    'postgres__update_indexes_on_materialized_view',
    'relation index_changes',
    `
{%- for change in index_changes -%}
  {%- if change.action == 'drop' -%}
    {{ postgres__get_drop_index_sql(relation, change.context.name) }};
  {%- elif change.action == 'create' -%}
    {{ postgres__get_create_index_sql(relation, change.context.as_node_config) }}
  {%- endif -%}
{%- endfor -%}`,
  ),
  macro(
    'materialized_view_setup',
    'backup_relation intermediate_relation pre_hooks',
    `
  {%- do drop_relation_if_exists(load_cached_relation(backup_relation)) -%}
  {%- do drop_relation_if_exists(load_cached_relation(intermediate_relation)) -%}
  {%- do run_hooks(pre_hooks, inside_transaction=false) -%}`,
  ),
  macro(
    'materialized_view_teardown',
    'backup_relation intermediate_relation post_hooks',
    `
  {%- do drop_relation_if_exists(backup_relation) -%}
  {%- do drop_relation_if_exists(intermediate_relation) -%}
  {%- do run_hooks(post_hooks, inside_transaction=false) -%}`,
  ),
  macro(
    'materialized_view_get_build_sql',
    'existing_relation target_relation backup_relation intermediate_relation',
    `
  {%- if existing_relation is none -%}
    {%- do return(get_create_materialized_view_as_sql(target_relation, sql)) -%}
  {%- elif should_full_refresh() or not existing_relation.is_materialized_view -%}
    {%- do return(get_replace_sql(existing_relation, target_relation, sql)) -%}
  {%- endif -%}
  {%- set changes = get_materialized_view_configuration_changes(existing_relation, config) -%}
  {%- set wanted = config.get('on_configuration_change') -%}
  {%- if changes is none -%}
    {%- do return(refresh_materialized_view(target_relation)) -%}
  {%- elif wanted == 'apply' -%}
    {%- do return(get_alter_materialized_view_as_sql(target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation)) -%}
  {%- elif wanted == 'continue' -%}
    {%- do exceptions.warn('The configuration of ' ~ target_relation ~ ' changed; on_configuration_change is continue, so it stays as it is.') -%}
    {%- do return('') -%}
  {%- endif -%}
  {%- do exceptions.raise_fail_fast_error('The configuration of ' ~ target_relation ~ ' changed, and on_configuration_change is ' ~ wanted ~ '.') -%}`,
  ),
  macro(
    'materialized_view_execute_no_op',
    'target_relation',
    `{%- do store_raw_result(name='main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') -%}`,
  ),
  macro(
    'materialized_view_execute_build_sql',
    'build_sql existing_relation target_relation post_hooks',
    `
  {%- do run_hooks(pre_hooks, inside_transaction=true) -%}
  {%- call statement(name='main') -%}
    {{ build_sql }}
  {%- endcall -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, full_refresh_mode=true)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- do run_hooks(post_hooks, inside_transaction=true) -%}
  {%- do adapter.commit() -%}`,
  ),
);
