import { macro, topic } from './define.js';

/** Ends a strategy: what a snapshot needs to know of it. */
const RETURNED = `
  {%- set key = config.get('unique_key') -%}
  {%- set hard_deletes = adapter.get_hard_deletes_behavior(config) -%}
  {%- set hashed = (key if key is iterable and key is not string else [key]) | list -%}
  {%- do return({
    'unique_key': key,
    'updated_at': updated_at,
    'row_changed': row_changed,
    'scd_id': snapshot_hash_arguments(hashed + [updated_at]),
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
    'hard_deletes': hard_deletes
  }) -%}`;

/** How a snapshot sees that a row changed. */
export const snapshotStrategies = topic(
  'snapshot-strategies',
  macro(
    'strategy_dispatch',
    'name',
    `
  {%- set found = context -%}
  {%- set parts = name.split('.') -%}
  {%- if parts | length > 1 -%}
    {%- set found = context.get(parts[0]) -%}
  {%- endif -%}
  {%- set macro = (found or {}).get('snapshot_' ~ parts[-1] ~ '_strategy') -%}
  {%- if not macro -%}
    {%- do exceptions.raise_compiler_error('There is no snapshot strategy ' ~ name ~ ': it would be a macro snapshot_' ~ parts[-1] ~ '_strategy.') -%}
  {%- endif -%}
  {%- do return(macro) -%}`,
  ),
  macro(
    'snapshot_timestamp_strategy',
    'node snapshotted_rel current_rel model_config target_exists',
    `
  {%- set updated_at = config.get('updated_at') -%}
  {%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
  {%- set row_changed -%}
    ({{ snapshotted_rel }}.{{ columns.dbt_valid_from }} < {{ current_rel }}.{{ updated_at }})
  {%- endset -%}
  ${RETURNED}`,
  ),
  macro(
    'snapshot_check_strategy',
    'node snapshotted_rel current_rel model_config target_exists',
    `
  {%- set updated_at = config.get('updated_at') or snapshot_get_time() -%}
  {%- set seen = snapshot_check_all_get_existing_columns(node, target_exists, config.get('check_cols')) -%}
  {%- set row_changed -%}
(
    {%- if seen[0] -%}
      {{ get_true_sql() }}
    {%- else -%}
      {%- for column in seen[1] %}
        {%- set old = snapshotted_rel ~ '.' ~ column -%}
        {%- set new = current_rel ~ '.' ~ column -%}
    {{ old }} != {{ new }}
    or (
        (({{ old }} is null) and not ({{ new }} is null))
        or
        ((not {{ old }} is null) and ({{ new }} is null))
    )
        {%- if not loop.last %} or {% endif -%}
      {%- endfor -%}
    {%- endif -%}
)
  {%- endset -%}
  ${RETURNED}`,
  ),
  // Gives whether the query has new columns, and the checked ones that both have.
  macro(
    'snapshot_check_all_get_existing_columns',
    'node target_exists check_cols_config',
    `
  {%- if not target_exists -%}{%- do return((false, [])) -%}{%- endif -%}
  {%- if check_cols_config == 'all' -%}
    {%- set wanted = get_columns_in_query(node['compiled_code']) -%}
  {%- elif check_cols_config is iterable and check_cols_config | length > 0 -%}
    {%- set wanted = get_columns_in_query('select ' ~ (check_cols_config | join(', ')) ~ ' from (' ~ node['compiled_code'] ~ ') subq') -%}
  {%- else -%}
    {%- do exceptions.raise_compiler_error('check_cols must be all or a list of columns, not: ' ~ check_cols_config) -%}
  {%- endif -%}
  {%- set relation = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias) -%}
  {%- set known = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
  {%- set both = [] -%}
  {%- for column in wanted if column in known -%}
    {%- do both.append(adapter.quote(column)) -%}
  {%- endfor -%}
  {%- do return((both | length < wanted | length, both)) -%}`,
  ),
);
