-- depends_on: {{ ref('base_table') }} {{ ref('eph_one') }}
{% set t = ref('base_table') %}
select 1 as one
{% if execute %}
{% set found = adapter.get_relation(database=t.database, schema=t.schema, identifier=t.identifier) %}
{{ show('relation', found, found.type, found.is_table, load_relation(t).type, adapter.get_relation(t.database, t.schema, 'nope'), adapter.already_exists(t.schema, t.identifier), adapter.check_schema_exists(t.database, t.schema), adapter.check_schema_exists(t.database, 'nope'), load_relation(this) is none) }}
{{ show('columns', adapter.get_columns_in_relation(t) | map(attribute='name') | list, adapter.get_columns_in_relation(t) | map(attribute='data_type') | list, adapter.get_columns_in_relation(ref('eph_one')), adapter.get_missing_columns(t, t), dbt_utils_star(t) if dbt_utils_star is defined) }}
{% call statement('mine', fetch_result=true) %}select 1 as a, 'x' as b, 1.50::numeric as c, null as d, true as e, date '2024-01-01' as f{% endcall %}
{% set mine = load_result('mine') %}
{{ show('statement', mine.keys() | list, mine.data, mine.response, mine['response'].rows_affected, mine.response.code, mine.table.column_names, mine['table'].rows | length, load_result('nope')) }}
{{ show('query', counted(t), run_query('select id, name from ' ~ t).columns[1].values(), run_query('select id from ' ~ t).rows[0]['id'], run_query('select id from ' ~ t).rows[0][0]) }}
{% for row in run_query('select 1 as x, 2 as y union all select 3, 4 order by 1') %}{{ show('row', row.x, row['y'], row[0]) }}{% endfor %}
{{ show('store', store_result('zz', 'OK'), load_result('zz').keys() | list, store_raw_result('raw', message='m', code='c', rows_affected=3), load_result('raw').response) }}
{{ show('grants', adapter.standardize_grants_dict(run_query("select 'a' as grantee, 'SELECT' as privilege_type union all select 'b', 'SELECT' order by 1"))) }}
{% endif %}
