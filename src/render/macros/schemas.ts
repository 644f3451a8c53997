import { dispatched, postgresMacro, topic } from './define.js';

/** The statement's rows as a table. */
const answerOf = (name: string): string => `{%- do return(load_result('${name}').table) -%}`;

/** Schemas, and what lies in them. */
export const schemas = topic(
  'schemas',
  dispatched('create_schema', 'relation', {
    default: `
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier() }}
  {%- endcall -%}`,
    postgres: `
  {%- do adapter.verify_database(relation.database) if relation.database -%}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier().include(database=false) }}
  {%- endcall -%}`,
  }),
  dispatched('drop_schema', 'relation', {
    default: `
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall -%}`,
    postgres: `
  {%- do adapter.verify_database(relation.database) if relation.database -%}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier().include(database=false) }} cascade
  {%- endcall -%}`,
  }),
  dispatched('drop_schema_named', 'schema_name', {
    default: `
  {%- do adapter.drop_schema(api.Relation.create(database=target.database, schema=schema_name)) -%}`,
  }),
  dispatched('information_schema_name', 'database', {
    default: `{{ database ~ '.' if database }}INFORMATION_SCHEMA`,
    postgres: `
  {%- do adapter.verify_database(database) if database -%}
  information_schema`,
  }),
  dispatched('list_schemas', 'database', {
    default: `
  {%- do return(run_query('select distinct schema_name from ' ~ information_schema_name(database) ~ '.schemata')) -%}`,
    postgres: `
  {%- do adapter.verify_database(database) if database -%}
  {%- call statement('list_schemas', fetch_result=true, auto_begin=false) -%}
    select distinct nspname from pg_namespace
  {%- endcall -%}
  ${answerOf('list_schemas')}`,
  }),
  dispatched('check_schema_exists', 'information_schema schema', {
    postgres: `
  {%- do adapter.verify_database(information_schema.database) if information_schema.database -%}
  {%- call statement('check_schema_exists', fetch_result=true, auto_begin=false) -%}
    select count(*) from pg_namespace where nspname = {{ dbt.string_literal(dbt.escape_single_quotes(schema)) }}
  {%- endcall -%}
  ${answerOf('check_schema_exists')}`,
  }),
  dispatched('list_relations_without_caching', 'schema_relation', {
    postgres: `
  {%- set schema = dbt.escape_single_quotes(schema_relation.schema) -%}
  {%- call statement('list_relations_without_caching', fetch_result=true) -%}
select
    {{ dbt.string_literal(schema_relation.database) }} as database,
    c.relname as name,
    n.nspname as schema,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end as type
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname ilike '{{ schema }}' and c.relkind in ('r', 'p', 'f', 'v', 'm')
  {%- endcall -%}
  ${answerOf('list_relations_without_caching')}`,
  }),
  dispatched('list_function_relations_without_caching', 'schema_relation', { default: `{%- do return([]) -%}` }),
  dispatched('get_relations', '', {
    postgres: `
  {%- call statement('relations', fetch_result=true) -%}
select distinct
    of_schema.nspname as referenced_schema,
    of_class.relname as referenced_name,
    by_schema.nspname as dependent_schema,
    by_class.relname as dependent_name
from pg_depend d
join pg_rewrite r on r.oid = d.objid
join pg_class of_class on of_class.oid = d.refobjid
join pg_namespace of_schema on of_schema.oid = of_class.relnamespace
join pg_class by_class on by_class.oid = r.ev_class
join pg_namespace by_schema on by_schema.oid = by_class.relnamespace
where d.classid = 'pg_rewrite'::regclass
  and d.refclassid = 'pg_class'::regclass
  and of_class.oid <> by_class.oid
  and of_class.relkind in ('r', 'v', 'm')
  and of_schema.nspname not in ('information_schema', 'pg_catalog')
  {%- endcall -%}
  ${answerOf('relations')}`,
  }),
  postgresMacro('postgres_get_relations', '', `{%- do return(postgres__get_relations()) -%}`),
);
