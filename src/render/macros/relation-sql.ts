import { dispatched, topic } from './define.js';

/** What each kind of relation calls itself in SQL, and the end of its macros' names. */
const KINDS = [
  ['view', 'view'],
  ['table', 'table'],
  ['materialized_view', 'materialized view'],
] as const;

const drops = KINDS.map(([kind, sql]) =>
  dispatched(`drop_${kind}`, 'relation', {
    default: `drop ${sql} if exists {{ relation }} cascade`,
    postgres: `drop ${sql} if exists {{ relation }} cascade`,
  }),
);

const renames = KINDS.map(([kind, sql]) =>
  dispatched(`get_rename_${kind}_sql`, 'relation new_name', {
    postgres: `alter ${sql} {{ relation }} rename to {{ new_name }}`,
  }),
);

/** The macro for the relation's kind, as `{%- if %}` would choose it. */
function byKind(relation: string, before: string, after: string, args: string): string {
  return `
{%- if ${relation}.is_view -%}
  {{ ${before}view${after}(${args}) }}
{%- elif ${relation}.is_table -%}
  {{ ${before}table${after}(${args}) }}
{%- elif ${relation}.is_materialized_view -%}
  {{ ${before}materialized_view${after}(${args}) }}
{%- else -%}
  {%- do exceptions.raise_compiler_error('There is no SQL for a relation of the type ' ~ ${relation}.type ~ ': ' ~ ${relation}) -%}
{%- endif -%}`;
}

/** SQL that drops, renames, creates and replaces relations of every kind. */
export const relationSql = topic(
  'relation-sql',
  ...drops,
  ...renames,
  dispatched('get_drop_sql', 'relation', { default: byKind('relation', 'drop_', '', 'relation') }),
  dispatched('get_rename_sql', 'relation new_name', {
    default: byKind('relation', 'get_rename_', '_sql', 'relation, new_name'),
  }),
  dispatched('get_create_sql', 'relation sql', {
    default: `
{%- if relation.is_table -%}
  {{ get_create_table_as_sql(false, relation, sql) }}
{%- else -%}
  ${byKind('relation', 'get_create_', '_as_sql', 'relation, sql')}
{%- endif -%}`,
  }),
  dispatched('get_create_intermediate_sql', 'relation sql', {
    default: `
{%- set beside = make_intermediate_relation(relation) -%}
{{ get_drop_sql(beside) }};
{{ get_create_sql(beside, sql) }}`,
  }),
  dispatched('get_rename_intermediate_sql', 'relation', {
    default: `{{ get_rename_sql(make_intermediate_relation(relation), relation.identifier) }}`,
  }),
  dispatched('get_create_backup_sql', 'relation', {
    default: `
{%- set backup = make_backup_relation(relation, relation.type) -%}
{{ get_drop_sql(backup) }};
{{ get_rename_sql(relation, backup.identifier) }}`,
  }),
  dispatched('get_drop_backup_sql', 'relation', {
    default: `{{ get_drop_sql(make_backup_relation(relation, relation.type)) }}`,
  }),
  dispatched('get_replace_view_sql', 'relation sql', {
    postgres: `
{%- set header = config.get('sql_header', none) -%}
{{ header if header is not none }}
create or replace view {{ relation }}
{%- if (config.get('contract') or {}).enforced %}
  {{ get_assert_columns_equivalent(sql) }}
{%- endif %} as (
    {{ sql }}
);`,
  }),
  dispatched('get_replace_table_sql', 'relation sql', {
    postgres: `
{%- set header = config.get('sql_header', none) -%}
{{ header if header is not none }}
create or replace table {{ relation }}
{%- if (config.get('contract') or {}).enforced %}
  {{ get_assert_columns_equivalent(sql) }}
  {{ get_table_columns_and_constraints() }}
  {%- set sql = get_select_subquery(sql) -%}
{%- endif %} as (
    {{ sql }}
);`,
  }),
  dispatched('get_replace_materialized_view_sql', 'relation sql', {
    default: `
  {%- do exceptions.raise_compiler_error('PostgreSQL cannot replace a materialized view in place: ' ~ relation) -%}`,
  }),
  dispatched('get_replace_sql', 'existing_relation target_relation sql', {
    default: `
{%- set same = existing_relation.type == target_relation.type -%}
{%- if same and existing_relation.can_be_replaced -%}
  ${byKind('target_relation', 'get_replace_', '_sql', 'target_relation, sql')}
{%- elif target_relation.can_be_renamed and existing_relation.can_be_renamed -%}
{{ get_create_intermediate_sql(target_relation, sql) }};
{{ get_create_backup_sql(existing_relation) }};
{{ get_rename_intermediate_sql(target_relation) }};
{{ get_drop_backup_sql(existing_relation) }}
{%- elif target_relation.can_be_renamed -%}
{{ get_create_intermediate_sql(target_relation, sql) }};
{{ get_drop_sql(existing_relation) }};
{{ get_rename_intermediate_sql(target_relation) }}
{%- elif existing_relation.can_be_renamed -%}
{{ get_create_backup_sql(existing_relation) }};
{{ get_create_sql(target_relation, sql) }};
{{ get_drop_backup_sql(existing_relation) }}
{%- else -%}
{{ get_drop_sql(existing_relation) }};
{{ get_create_sql(target_relation, sql) }}
{%- endif -%}`,
  }),
);
