import { dispatched, macro, topic } from './define.js';

/** What happens when an incremental model's columns are others than its table's. */
export const schemaChanges = topic(
  'schema-changes',
  macro(
    'diff_columns',
    'source_columns target_columns',
    `
  {%- set known = target_columns | map(attribute='column') | list -%}
  {%- set found = [] -%}
  {%- for column in source_columns if column.column not in known -%}
    {%- do found.append(column) -%}
  {%- endfor -%}
  {%- do return(found) -%}`,
  ),
  dispatched('diff_column_data_types', 'source_columns target_columns', {
    default: `
  {%- set found = [] -%}
  {%- for column in source_columns -%}
    {%- set old = target_columns | selectattr('name', 'equalto', column.name) | list | first -%}
    {%- if old and column.expanded_data_type != old.expanded_data_type and not column.can_expand_to(other_column=old) -%}
      {%- do found.append({'column_name': old.name, 'new_type': column.expanded_data_type}) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- do return(found) -%}`,
  }),
  dispatched('check_for_schema_changes', 'source_relation target_relation', {
    default: `
  {%- set source_columns = adapter.get_columns_in_relation(source_relation) -%}
  {%- set target_columns = adapter.get_columns_in_relation(target_relation) -%}
  {%- set added = diff_columns(source_columns, target_columns) -%}
  {%- set missing = diff_columns(target_columns, source_columns) -%}
  {%- set types = diff_column_data_types(source_columns, target_columns) -%}
  {%- do return({
    'schema_changed': (added or missing or types) | length > 0,
    'source_not_in_target': added,
    'target_not_in_source': missing,
    'source_columns': source_columns,
    'target_columns': target_columns,
    'new_target_types': types
  }) -%}`,
  }),
  dispatched('sync_column_schemas', 'on_schema_change target_relation schema_changes_dict', {
    default: `
  {%- set added = schema_changes_dict['source_not_in_target'] -%}
  {%- set removed = schema_changes_dict['target_not_in_source'] if on_schema_change == 'sync_all_columns' else [] -%}
  {%- if on_schema_change in ['append_new_columns', 'sync_all_columns'] and (added or removed) -%}
    {%- do alter_relation_add_remove_columns(target_relation, added, removed) -%}
  {%- endif -%}
  {%- if on_schema_change == 'sync_all_columns' -%}
    {%- for change in schema_changes_dict['new_target_types'] -%}
      {%- do alter_column_type(target_relation, change['column_name'], change['new_type']) -%}
    {%- endfor -%}
  {%- endif -%}`,
  }),
  dispatched('process_schema_changes', 'on_schema_change source_relation target_relation', {
    default: `
  {%- if on_schema_change == 'ignore' -%}{%- do return({}) -%}{%- endif -%}
  {%- set changes = check_for_schema_changes(source_relation, target_relation) -%}
  {%- if changes['schema_changed'] -%}
    {%- if on_schema_change == 'fail' -%}
      {%- do exceptions.raise_compiler_error(
        'The columns of ' ~ target_relation ~ ' are not those of its query, and on_schema_change is fail.'
        ~ ' Only in the query: ' ~ (changes['source_not_in_target'] | map(attribute='name') | join(', ') or 'none')
        ~ '. Only in the table: ' ~ (changes['target_not_in_source'] | map(attribute='name') | join(', ') or 'none')
        ~ '. Of another type: ' ~ (changes['new_target_types'] | map(attribute='column_name') | join(', ') or 'none')
        ~ '. Run with --full-refresh, or change on_schema_change.'
      ) -%}
    {%- endif -%}
    {%- do sync_column_schemas(on_schema_change, target_relation, changes) -%}
  {%- endif -%}
  {%- do return(changes['source_columns']) -%}`,
  }),
);
