/** One template, rendered as a model's SQL by dbt and by jiggy. A text without braces is an expression. */
export interface MacroCase {
  readonly template: string;
  /** The model's configuration. */
  readonly config?: string;
}

/** What stands before each template: relations and columns to work on. */
export const PRELUDE = `
{%- set rel = api.Relation.create(database='db', schema='sch', identifier='tab', type='table') -%}
{%- set view = api.Relation.create(database='db', schema='sch', identifier='looking', type='view') -%}
{%- set mv = api.Relation.create(database='db', schema='sch', identifier='kept', type='materialized_view') -%}
{%- set long = api.Relation.create(database='db', schema='sch', identifier='a_name_of_sixty_three_bytes_which_is_the_most_for_postgres_1234', type='table') -%}
{%- set here = api.Relation.create(database=target.database, schema='pg_catalog', identifier='pg_class', type='table') -%}
{%- set cols = [api.Column('id', 'integer'), api.Column('name', 'character varying', 20), api.Column('amount', 'numeric', none, 16, 2)] -%}
{%- set other = [api.Column('id', 'bigint'), api.Column('name', 'text'), api.Column('extra', 'date')] -%}
`;

/** Macros of the project: what would be sent to the database is written down instead. */
export const PROJECT_MACROS = `
{% macro statement(name=none, fetch_result=false, auto_begin=true, language='sql') -%}
  <statement {{ name }}: {{ caller() }}>
{%- endmacro %}
{% macro run_query(sql) %}
  {% do model.setdefault('ran', []).append(sql) %}
  {% do return(none) %}
{% endmacro %}
{% macro get_columns_in_query(select_sql) %}
  {% do return(model.config.meta.get('found', ['id', 'name'])) %}
{% endmacro %}
{% macro get_columns_in_relation(relation) %}
  {% do return([api.Column('id', 'integer'), api.Column('name', 'text'), api.Column('dbt_scd_id', 'text')]) %}
{% endmacro %}
`;

const PARTS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'];

const dates = [
  ...PARTS.map((part) => `dbt.dateadd('${part}', 1, 'created_at')`),
  `dbt.dateadd(datepart='day', interval=-7, from_date_or_timestamp="cast('2020-01-01' as date)")`,
  `dbt.dateadd('month', 'n_months', 'a.b')`,
  `dateadd('day', 1, dbt.current_timestamp())`,
  ...PARTS.map((part) => `dbt.datediff('started', 'ended', '${part}')`),
  `dbt.datediff("'2016-12-31'", "cast(now() as date)", 'day')`,
  ...['year', 'quarter', 'month', 'week', 'day', 'hour'].map((part) => `dbt.date_trunc('${part}', 'created_at')`),
  ...['year', 'quarter', 'month', 'week', 'day'].map((part) => `dbt.last_day('created_at', '${part}')`),
  `dbt.date(2024, 2, 29)`,
  `dbt.date(1999, 12, 1)`,
  `dbt.current_timestamp()`,
  `current_timestamp()`,
  `dbt.current_timestamp_backcompat()`,
  `dbt.current_timestamp_in_utc_backcompat()`,
  `dbt.snapshot_get_time()`,
  `dbt.snapshot_string_as_time('2024-01-01 00:00:00')`,
  `dbt.convert_datetime('2024-01-31', '%Y-%m-%d')`,
  `dbt.dates_in_range('20240130', '20240202')`,
  `dbt.dates_in_range('20240130')`,
  `dbt.dates_in_range('2024-01-30', '2024-02-01', '%Y-%m-%d', '%d.%m.%y')`,
  `dbt.partition_range('20240130,20240202')`,
  `dbt.partition_range('2024-01-30', date_fmt='%Y-%m-%d')`,
  `dbt.py_current_timestring() | length`,
  `dbt.generate_series(1)`,
  `dbt.generate_series(10)`,
  `dbt.get_powers_of_two(1)`,
  `dbt.get_powers_of_two(2)`,
  `dbt.get_powers_of_two(1000)`,
];

const texts = [
  `dbt.concat(['a', "'-'", 'b'])`,
  `dbt.concat(['a'])`,
  `dbt.hash('a || b')`,
  `dbt.hash(dbt.concat(['a', 'b']))`,
  `dbt.length('name')`,
  `dbt.position("'-'", 'name')`,
  `dbt.replace('name', "'a'", "'b'")`,
  `dbt.right('name', 3)`,
  `dbt.right('name', 'n')`,
  `dbt.split_part('name', "'-'", 1)`,
  `dbt.split_part('name', "'-'", 2)`,
  `dbt.split_part('name', "'-'", -1)`,
  `dbt.split_part(string_text='name', delimiter_text="'|'", part_number=-2)`,
  `dbt.string_literal('it is')`,
  `dbt.string_literal("it's")`,
  `dbt.escape_single_quotes("it's a 'b'")`,
  `dbt.escape_single_quotes('plain')`,
  `dbt.listagg('name')`,
  `dbt.listagg('name', "'|'")`,
  `dbt.listagg('name', "'_,_'", "order by id", 2)`,
  `dbt.listagg('name', "','", "order by id")`,
  `dbt.listagg('name', "','", none, 3)`,
];

const values = [
  `dbt.any_value('x')`,
  `dbt.bool_or('x > 1')`,
  `dbt.cast('x', 'integer')`,
  `dbt.cast('x', api.Column.translate_type('string'))`,
  `dbt.safe_cast("'1'", 'integer')`,
  `dbt.safe_cast('x', dbt.type_string())`,
  `dbt.cast_bool_to_text('x > 1')`,
  `dbt.equals('a', 'b')`,
  `dbt.array_construct()`,
  `dbt.array_construct([1, 2])`,
  `dbt.array_construct(['1', 'x'], 'text')`,
  `dbt.array_construct([], 'text')`,
  `dbt.array_append('arr', 'x')`,
  `dbt.array_concat('arr', 'brr')`,
  `dbt.except()`,
  `except()`,
  `dbt.intersect()`,
  `dbt.get_true_sql()`,
  ...['string', 'timestamp', 'float', 'numeric', 'bigint', 'int', 'boolean'].map((type) => `dbt.type_${type}()`),
  `dbt.get_quoted_csv(['a', 'b c'])`,
  `dbt.is_core_v2() if dbt.is_core_v2 is defined else 'no'`,
];

const naming = [
  `generate_schema_name(none, model)`,
  `generate_schema_name(' mart ', model)`,
  `generate_schema_name_for_env('mart', model)`,
  `generate_schema_name_for_env(none, model)`,
  `generate_alias_name(none, model)`,
  `generate_alias_name(' other ', model)`,
  `generate_alias_name(none, {'name': 'm', 'version': 2})`,
  `generate_alias_name(none, {'name': 'm', 'version': none})`,
  `generate_alias_name('x', {'name': 'm', 'version': 2})`,
  `generate_database_name(none, model)`,
  `generate_database_name('db2', model)`,
  `generate_latest_version_pointer_alias(none, {'name': 'm', 'version': 2})`,
  `generate_latest_version_pointer_alias('x', {'name': 'm', 'version': 2})`,
];

const tests = [
  `test_unique(rel, 'id')`,
  `test_unique(rel, 'a + b')`,
  `test_not_null(rel, 'id')`,
  `test_accepted_values(rel, 'status', ['a', 'b'])`,
  `test_accepted_values(rel, 'status', [1, 2], false)`,
  `test_accepted_values(rel, 'status', ["it's", 3], quote=true)`,
  `test_relationships(rel, 'parent_id', view, 'id')`,
  `get_where_subquery(rel)`,
  `should_store_failures()`,
  `get_test_sql('select 1', 'count(*)', '!= 0', '!= 0', none)`,
  `get_test_sql('select 1', 'sum(n)', '> 5', '> 10', 100)`,
  `get_unit_test_sql('select 1 as a', "select 2 as a", ['a', 'b'])`,
  `get_expected_sql([{'a': 1, 'b': 'x'}, {'a': none, 'b': "it's"}], {'a': 'integer', 'b': 'text'}, {'a': '"a"', 'b': '"b"'})`,
  `get_expected_sql([{'A': 1}], {'a': 'integer', 'b': 'text'}, {'a': 'a', 'b': 'b'})`,
  `get_expected_sql([], {'a': 'integer'})`,
  `format_row({'a': 1, 'b': 'x', 'c': none, 'd': 1.5}, {'a': 'integer', 'b': 'text', 'c': 'date', 'd': 'numeric(10,2)'}).values() | map('trim') | list`,
  `format_row({'a': [1, 2], 'b': "it''s"}, {'a': 'integer[]', 'b': 'character varying(3)'}).values() | map('trim') | list`,
  `get_limit_subquery_sql('select 1', 10)`,
  `get_limit_sql('select 1', 10) if get_limit_sql is defined else 'none'`,
  `get_show_sql('select 1', none, 5)`,
  `get_show_sql('select 1', 'set x;', -1)`,
  `get_show_sql('select 1', 'set x;', 5)`,
];

const relations = [
  `make_temp_relation(rel).identifier | length`,
  `make_temp_relation(rel, '__x').identifier | length`,
  `(make_temp_relation(rel) | string)[:13] ~ make_temp_relation(rel).schema`,
  `make_intermediate_relation(rel)`,
  `make_intermediate_relation(rel, '__y')`,
  `make_backup_relation(rel, 'view')`,
  `make_backup_relation(rel, 'view').type`,
  `make_backup_relation(rel, 'table', '__z')`,
  `make_intermediate_relation(long)`,
  `make_backup_relation(long, 'table')`,
  `make_intermediate_relation(long).identifier | length`,
  `drop_relation(rel)`,
  `drop_relation(view)`,
  `drop_relation(mv)`,
  `drop_relation_if_exists(none)`,
  `drop_table(rel)`,
  `drop_view(view)`,
  `drop_materialized_view(mv)`,
  `get_drop_sql(rel)`,
  `get_drop_sql(view)`,
  `get_drop_sql(mv)`,
  `rename_relation(rel, view)`,
  `truncate_relation(rel)`,
  `create_schema(here)`,
  `drop_schema(here)`,
  `get_rename_sql(rel, 'other')`,
  `get_rename_sql(view, 'other')`,
  `get_rename_sql(mv, 'other')`,
  `get_rename_intermediate_sql(rel)`,
  `get_create_backup_sql(rel)`,
  `get_drop_backup_sql(rel)`,
  `get_create_intermediate_sql(rel, 'select 1')`,
  `get_create_intermediate_sql(view, 'select 1')`,
  `get_create_sql(rel, 'select 1')`,
  `get_create_sql(view, 'select 1')`,
  `get_create_sql(mv, 'select 1')`,
  `get_replace_sql(rel, rel, 'select 1')`,
  `get_replace_sql(view, view, 'select 1')`,
  `get_replace_sql(mv, mv, 'select 1')`,
  `get_replace_sql(rel, view, 'select 1')`,
  `get_replace_sql(view, rel, 'select 1')`,
  `get_replace_sql(mv, rel, 'select 1')`,
  `refresh_materialized_view(mv)`,
  `get_create_table_as_sql(false, rel, 'select 1')`,
  `get_create_table_as_sql(true, rel.include(database=false, schema=false), 'select 1')`,
  `create_table_as(false, rel, 'select 1')`,
  `create_table_as(temporary=true, relation=rel.include(database=false, schema=false), compiled_code='select 1')`,
  `get_create_view_as_sql(view, 'select 1')`,
  `create_view_as(view, 'select 1')`,
  `get_create_materialized_view_as_sql(mv, 'select 1')`,
  `get_create_index_sql(rel, {'columns': ['a']})`,
  `get_create_index_sql(rel, {'columns': ['a', 'B b'], 'unique': true, 'type': 'btree'})`,
  `get_create_index_sql(rel, {'columns': ['a'], 'type': 'hash'})`,
  `get_drop_index_sql(rel, 'ix')`,
  `get_show_indexes_sql(rel)`,
  `create_indexes(rel)`,
  `information_schema_name('db')`,
  `get_insert_into_sql(rel, view, cols)`,
  `get_empty_subquery_sql('select 1')`,
  `get_empty_subquery_sql('select 1', 'set x;')`,
  `get_empty_schema_sql({'a': {'name': 'a', 'data_type': 'integer'}, 'b': {'name': 'b', 'data_type': 'text', 'quote': true}})`,
  `get_select_subquery('select 1')`,
  `alter_column_type(rel, 'id', 'bigint')`,
  `alter_relation_comment(rel, "it's a table")`,
  `alter_column_comment(here, {'id': {'name': 'id', 'description': "it's"}, 'NAME': {'name': 'NAME', 'description': 'y'}, 'name': {'name': 'name', 'description': 'z', 'quote': true}, 'n m': {'name': 'n m', 'description': 'x', 'quote': true}})`,
  `postgres_escape_comment('x')`,
  `get_select_subquery('select 1 as a')`,
  `format_columns([api.Column('id', 'integer'), api.Column('n', 'character varying', 12)])`,
  `get_list_of_column_names(cols)`,
  `load_relation(rel)`,
  `load_cached_relation(rel)`,
  `create_or_replace_clone(rel, view)`,
  `can_clone_table()`,
  `validate_sql('select 1')`,
  `check_schema_exists('x', 'y')`,
  `list_schemas(target.database)`,
  `list_relations_without_caching(rel)`,
  `collect_freshness(rel, 'loaded_at', none)`,
  `collect_freshness(rel, 'loaded_at', 'x > 1')`,
  `collect_freshness_custom_sql(rel, 'select max(x) from y')`,
].map((template) => ({ template }));

const grants = [
  `copy_grants()`,
  `support_multiple_grantees_per_dcl_statement()`,
  `should_revoke(rel, true)`,
  `should_revoke(rel, false)`,
  `should_revoke(none, true)`,
  `get_show_grant_sql(rel)`,
  `get_grant_sql(rel, 'select', ['a', 'b'])`,
  `get_revoke_sql(rel, 'select', ['a', 'b'])`,
  `get_dcl_statement_list(rel, {'select': ['a', 'b'], 'insert': ['c']}, get_grant_sql)`,
  `get_dcl_statement_list(rel, {'select': []}, get_revoke_sql)`,
  `call_dcl_statements(['grant 1', 'grant 2'])`,
  `apply_grants(rel, {'select': ['a']}, false)`,
  `apply_grants(rel, {}, true)`,
];

const incremental = [
  `get_incremental_append_sql({'target_relation': rel, 'temp_relation': view, 'dest_columns': cols})`,
  `get_incremental_delete_insert_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_delete_insert_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': ['id', 'name'], 'dest_columns': cols, 'incremental_predicates': ['x > 1', 'y']})`,
  `get_incremental_delete_insert_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': none, 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_delete_insert_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': ['x > 1']})`,
  `get_incremental_merge_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_merge_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': ['id', 'name'], 'dest_columns': cols, 'incremental_predicates': ['DBT_INTERNAL_DEST.x > 1']})`,
  `get_incremental_merge_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': none, 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_default_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_default_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': none, 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_microbatch_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_incremental_insert_overwrite_sql({'target_relation': rel, 'temp_relation': view, 'dest_columns': cols, 'incremental_predicates': none})`,
  `get_insert_overwrite_merge_sql(rel, view, cols, ['a', 'b'], false)`,
  `get_insert_overwrite_merge_sql(rel, view, cols, none, true)`,
  `get_delete_insert_merge_sql(rel, view, 'id', cols)`,
  `get_merge_sql(rel, view, 'id', cols)`,
  `get_merge_update_columns(none, none, cols)`,
  `get_merge_update_columns(['a'], none, cols)`,
  `get_merge_update_columns(none, ['NAME'], cols)`,
  `get_merge_unique_key_match('DBT_INTERNAL_SOURCE.id', 'DBT_INTERNAL_DEST.id')`,
  `diff_columns(cols, other) | map(attribute='name') | list`,
  `diff_columns(other, cols) | map(attribute='name') | list`,
  `diff_column_data_types(cols, other)`,
  `diff_column_data_types(other, cols)`,
  `incremental_validate_on_schema_change('append_new_columns')`,
  `incremental_validate_on_schema_change('nonsense')`,
  `incremental_validate_on_schema_change('nonsense', default='fail')`,
  `is_incremental()`,
  `should_full_refresh()`,
];

const snapshots = [
  `snapshot_hash_arguments(['a', 'b'])`,
  `snapshot_hash_arguments(['a'])`,
  `strategy_dispatch('check') is not none`,
  `create_columns(rel, cols)`,
  `post_snapshot(rel)`,
  `unique_key_fields('id')`,
  `unique_key_fields(['a', 'b'])`,
  `unique_key_join_on('id', 's', 'd')`,
  `unique_key_join_on(['a', 'b'], 's', 'd')`,
  `unique_key_is_null('id', 's')`,
  `unique_key_is_null(['a', 'b'], 's')`,
  `unique_key_is_not_null('id', 's')`,
  `unique_key_is_not_null(['a', 'b'], 's')`,
  `get_snapshot_table_column_names()`,
  `snapshot_merge_sql(rel, view, ['"a"', '"b"'])`,
  `get_dbt_valid_to_current({'updated_at': 'u'}, get_snapshot_table_column_names())`,
];

const STRATEGY = `snapshot_timestamp_strategy(model, 's', 'c', model.config, true)`;

const TIMESTAMPS = [
  `unique_key='id', updated_at='u'`,
  `unique_key=['a', 'b'], updated_at='u'`,
  `unique_key='id', updated_at='u', invalidate_hard_deletes=true`,
  `unique_key=['a', 'b'], updated_at='u', hard_deletes='invalidate'`,
  `unique_key='id', updated_at='u', hard_deletes='new_record'`,
  `unique_key=['a', 'b'], updated_at='u', hard_deletes='new_record'`,
  `unique_key='id', updated_at='u', dbt_valid_to_current="date '9999-12-31'"`,
  `unique_key='id', updated_at='u', hard_deletes='new_record', dbt_valid_to_current="date '9999-12-31'"`,
  `unique_key='id', updated_at='u', hard_deletes='new_record', snapshot_table_column_names={'dbt_valid_from': 'since', 'dbt_valid_to': 'until', 'dbt_scd_id': 'key', 'dbt_updated_at': 'upd', 'dbt_is_deleted': 'gone'}`,
];

const strategies: readonly MacroCase[] = TIMESTAMPS.flatMap((config) => [
  { template: STRATEGY, config },
  { template: `build_snapshot_table(${STRATEGY}, 'select 1')`, config },
  { template: `snapshot_staging_table(${STRATEGY}, 'select 1', rel)`, config },
  { template: `snapshot_merge_sql(rel, view, ['"a"'])`, config },
]);

const CHECKS: readonly (readonly [targetExists: boolean, config: string])[] = [
  [false, `unique_key='id', check_cols=['a', 'b']`],
  [false, `unique_key=['id', 'x'], check_cols=['a'], updated_at='u', hard_deletes='new_record'`],
  [true, `unique_key='id', check_cols=['id', 'name']`],
  [true, `unique_key='id', check_cols=['name'], meta={'found': ['name']}`],
  [true, `unique_key='id', check_cols='all'`],
  [true, `unique_key='id', check_cols='all', meta={'found': ['id', 'name', 'extra']}`],
  [true, `unique_key='id', check_cols='all', updated_at='u', meta={'found': ['NAME']}`],
];

const checks: readonly MacroCase[] = CHECKS.map(([targetExists, config]) => ({
  template: `snapshot_check_strategy(model, 's', 'c', model.config, ${targetExists})`,
  config,
}));

const seeds = [
  `get_binding_char()`,
  `get_batch_size()`,
  `get_csv_sql('create', 'insert')`,
  `get_seed_column_quoted_csv(model, ['a', 'b c'])`,
];

const hooks = [
  `make_hook_config('select 1', true)`,
  `before_begin('select 1')`,
  `in_transaction('select 1')`,
  `after_commit('select 1')`,
  `run_hooks([{'sql': 'select 1', 'transaction': true}, {'sql': ' ', 'transaction': true}, {'sql': 'select 2', 'transaction': false}])`,
  `run_hooks([{'sql': 'select 1', 'transaction': false}], inside_transaction=false)`,
  `resolve_model_name(rel)`,
];

const configured: readonly MacroCase[] = [
  { template: `get_where_subquery(rel)`, config: `where='x > 1'` },
  { template: `should_store_failures()`, config: `store_failures=true` },
  { template: `should_full_refresh()`, config: `full_refresh=true` },
  { template: `should_full_refresh()`, config: `full_refresh=false` },
  { template: `is_incremental()`, config: `materialized='incremental'` },
  { template: `create_table_as(false, rel, 'select 1')`, config: `sql_header='set x = 1;'` },
  { template: `create_table_as(false, rel, 'select 1')`, config: `unlogged=true` },
  { template: `create_view_as(view, 'select 1')`, config: `sql_header='set x = 1;'` },
  { template: `get_create_materialized_view_as_sql(mv, 'select 1')`, config: `indexes=[{'columns': ['a']}]` },
  { template: `create_indexes(rel)`, config: `indexes=[{'columns': ['a']}, {'columns': ['a', 'b'], 'unique': true}]` },
  {
    template: `get_incremental_merge_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
    config: `merge_update_columns=['name'], sql_header='set x;'`,
  },
  {
    template: `get_incremental_merge_sql({'target_relation': rel, 'temp_relation': view, 'unique_key': 'id', 'dest_columns': cols, 'incremental_predicates': none})`,
    config: `merge_exclude_columns=['name']`,
  },
  { template: `get_seed_column_quoted_csv(model, ['a', 'b c'])`, config: `quote_columns=true` },
  { template: `get_snapshot_table_column_names()`, config: `snapshot_meta_column_names={'dbt_valid_to': 'until'}` },
  ...strategies,
  ...checks,
  { template: `snapshot_merge_sql(rel, view, ['"a"'])`, config: `dbt_valid_to_current="date '9999-12-31'"` },
  { template: `persist_docs(rel, model)`, config: `persist_docs={'relation': true}` },
  { template: `persist_docs(rel, model)` },
];

/** Every case, under the name of its topic. */
export const macroCases: Readonly<Record<string, readonly MacroCase[]>> = {
  dates: dates.map((template) => ({ template })),
  texts: texts.map((template) => ({ template })),
  values: values.map((template) => ({ template })),
  naming: naming.map((template) => ({ template })),
  tests: tests.map((template) => ({ template })),
  relations,
  grants: grants.map((template) => ({ template })),
  incremental: incremental.map((template) => ({ template })),
  snapshots: snapshots.map((template) => ({ template })),
  seeds: seeds.map((template) => ({ template })),
  hooks: hooks.map((template) => ({ template })),
  configured,
};

/** A case as the text of a model. What asks the database does so only while the model is compiled. */
export function modelOf({ template, config }: MacroCase): string {
  const body = template.includes('{{') || template.includes('{%') ? template : `{{ ${template} }}`;
  const configuration = config === undefined ? '' : `{{ config(${config}) }}`;
  return `${configuration}{% if execute %}${PRELUDE}${body}{{ ' RAN ' ~ model.ran if model.ran }}{% endif %}`;
}
