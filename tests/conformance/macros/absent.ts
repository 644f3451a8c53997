/** Why a macro of dbt is not here. */
const REASONS = {
  engine: 'a materialization: the engine itself builds it',
  python: 'Python models, which PostgreSQL does not run',
  functions: 'user-defined functions: the engine itself builds them',
  stub: "never reached on PostgreSQL, whose own implementation answers; dbt's only raises an error",
} as const;

const ABSENT: readonly (readonly [pattern: RegExp, reason: keyof typeof REASONS])[] = [
  [/^materialization_/, 'engine'],
  [/^(?:build_config_dict|build_ref_function|build_source_function|py_script_comment|py_script_postfix)$/, 'python'],
  [
    /scalar_function|aggregate_function|function_execute_build|_function_(?:language|python)|volatility_warning/,
    'functions',
  ],
  [
    /^default__(?:alter_(?:column|relation)_comment|check_schema_exists|get_alter_materialized_view_as_sql|get_catalog|get_catalog_relations|get_columns_in_relation|get_create_materialized_view_as_sql|get_drop_index_sql|get_materialized_view_configuration_changes|get_relations|get_rename_(?:table|view|materialized_view)_sql|get_replace_(?:table|view)_sql|get_show_indexes_sql|list_relations_without_caching|refresh_materialized_view|snapshot_merge_sql|snapshot_string_as_time)$/,
    'stub',
  ],
];

/** The reason for which a macro is left out; undefined where it should be here. */
export function reasonOf(name: string): string | undefined {
  const found = ABSENT.find(([pattern]) => pattern.test(name));
  return found && REASONS[found[1]];
}
