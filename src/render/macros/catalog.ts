import { dispatched, topic } from './define.js';

/** The columns of all relations, as `catalog.json` describes them. */
export const catalog = topic(
  'catalog',
  dispatched('get_catalog_relations', 'information_schema relations', {
    postgres: `
  {%- set database = information_schema.database -%}
  {%- do adapter.verify_database(database) -%}
  {%- call statement('catalog', fetch_result=true) -%}
select
    {{ dbt.string_literal(dbt.escape_single_quotes(database)) }} as table_database,
    n.nspname as table_schema,
    c.relname as table_name,
    case c.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as table_type,
    obj_description(c.oid, 'pg_class') as table_comment,
    a.attname as column_name,
    a.attnum as column_index,
    format_type(a.atttypid, a.atttypmod) as column_type,
    col_description(c.oid, a.attnum) as column_comment,
    pg_get_userbyid(c.relowner) as table_owner
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'f', 'v', 'm')
  and c.relpersistence <> 't'
  and (
    {%- for relation in relations %}
    {{ 'or ' if not loop.first -}}
    (
        upper(n.nspname) = upper({{ dbt.string_literal(dbt.escape_single_quotes(relation.schema)) }})
        {%- if relation.identifier %}
        and upper(c.relname) = upper({{ dbt.string_literal(dbt.escape_single_quotes(relation.identifier)) }})
        {%- endif %}
    )
    {%- else %}
    false
    {%- endfor %}
  )
order by table_schema, table_name, column_index
  {%- endcall -%}
  {%- do return(load_result('catalog').table) -%}`,
  }),
  dispatched('get_catalog', 'information_schema schemas', {
    postgres: `
  {%- set relations = [] -%}
  {%- for schema in schemas -%}{%- do relations.append({'schema': schema}) -%}{%- endfor -%}
  {%- do return(postgres__get_catalog_relations(information_schema, relations)) -%}`,
  }),
  dispatched('get_catalog_for_single_relation', 'relation', {
    default: `
  {%- do exceptions.raise_not_implemented('get_catalog_for_single_relation() is not there for PostgreSQL.') -%}`,
  }),
);
