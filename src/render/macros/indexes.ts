import { dispatched, topic } from './define.js';

/** Indexes. */
export const indexes = topic(
  'indexes',
  dispatched('get_create_index_sql', 'relation index_dict', {
    default: `{%- do return(none) -%}`,
    postgres: `
  {%- set index = adapter.parse_index(index_dict) -%}
create {{ 'unique ' if index.unique }}index if not exists {{ adapter.quote(index.render(relation)) }}
on {{ relation }} {{ 'using ' ~ index.type ~ ' ' if index.type }}({{ index.columns | join(', ') }})`,
  }),
  dispatched('create_indexes', 'relation', {
    default: `
  {%- for index in config.get('indexes', default=[]) -%}
    {%- set sql = get_create_index_sql(relation, index) -%}
    {%- if sql -%}{%- do run_query(sql) -%}{%- endif -%}
  {%- endfor -%}`,
  }),
  dispatched('get_drop_index_sql', 'relation index_name', {
    postgres: `drop index if exists {{ adapter.quote(relation.schema) }}.{{ adapter.quote(index_name) }}`,
  }),
  dispatched('get_show_indexes_sql', 'relation', {
    postgres: `
select
    i.relname as name,
    m.amname as method,
    ix.indisunique as "unique",
    array_to_string(array_agg(a.attname), ',') as column_names
from pg_index ix
join pg_class i on i.oid = ix.indexrelid
join pg_am m on m.oid=i.relam
join pg_class t on t.oid = ix.indrelid
join pg_namespace n on n.oid = t.relnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum = ANY(ix.indkey)
where t.relname = {{ dbt.string_literal(dbt.escape_single_quotes(relation.identifier)) }}
  and n.nspname = {{ dbt.string_literal(dbt.escape_single_quotes(relation.schema)) }}
  and t.relkind in ('r', 'm')
group by 1, 2, 3
order by 1, 2, 3`,
  }),
);
