{{ config(tags=['t'], meta={'k': 'v'}) }}
-- {{ ref('base_table') }} {{ source('raw', 'base_table') }} {{ shared() }}
select 1 as one
{{ show('model', model.name, model.alias, model.schema, model.resource_type, model.unique_id, model.package_name, model.path, model.original_file_path, model.fqn, model.tags, model.meta, model.description, model.columns, model.config.materialized, model.config, model.depends_on, model.refs, model.sources, model.language, model.checksum.name, model.raw_code | length, model.access, model.contract, model.relation_name == this ~ '', model.nope, model.get('group'), model.keys() | list | sort) }}
