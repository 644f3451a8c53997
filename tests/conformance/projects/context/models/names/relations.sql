{% set t = ref('base_table') %}
-- depends_on: {{ ref('eph_one') }}
select 1 as one
{{ show('names', t, t.database == target.database, t.schema, t.identifier, t.name, t.table, t.type, this, this.type) }}
{{ show('changed', t.include(database=false), t.include(identifier=false), t.quote(schema=false, database=false), t.without_identifier(), t.replace_path(identifier='b', database='d'), t.incorporate(path={'schema': 'zz', 'database': 'd'}), t.incorporate(type='view').is_view) }}
{{ show('asked', t.is_table, t.is_view, t.is_cte, t.is_materialized_view, t.can_be_renamed, t.matches(schema='context', identifier='base_table'), t.relation_max_name_length(), t.quoted('x'), t.render() == t ~ '', t.path.schema, t.include_policy, t.quote_policy) }}
{{ show('compared', t == ref('base_table'), t == t.incorporate(type='table'), t in [ref('base_table')], t == source('raw', 'base_table'), t is string) }}
{{ show('schema', t.information_schema('columns') ~ '' == '"' ~ target.database ~ '".INFORMATION_SCHEMA.columns') }}
{% set made = api.Relation.create(database='d', schema='s', identifier='i', type='view') %}
{{ show('made', made, made.type, made.is_view, api.Relation.create(schema='s', identifier='i'), api.Relation.create(identifier='i', quote_policy={'identifier': false}), api.Relation.create(schema='s', identifier='x', limit=0), api.Relation.View, api.Relation.get_relation_type('table'), api.Relation.add_ephemeral_prefix('x')) }}
{{ show('ephemeral', ref('eph_one'), ref('eph_one').type, ref('eph_one').is_cte, ref('eph_one').identifier, ref('eph_one').schema) }}
from {{ t }}, {{ source('raw', 'base_table') }}
