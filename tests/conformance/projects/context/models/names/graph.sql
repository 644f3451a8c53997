select 1 as one
{% if execute %}
{% set node = graph.nodes['model.names.base_table'] %}
{{ show('graph', graph.keys() | list | sort, graph.nodes.keys() | list | sort, graph.sources.keys() | list, graph.exposures.keys() | list, graph['groups'].keys() | list, graph.nodes.values() | selectattr('resource_type', 'equalto', 'test') | map(attribute='name') | list | sort, graph.get('nodes') is defined) }}
{{ show('table', node.name, node.description, node.config.materialized, node.columns.id.description, node.columns.id.data_type, node.depends_on, node.meta, node.tags, node.fqn, node.keys() | reject('in', ['compiled', 'compiled_code', 'extra_ctes', 'extra_ctes_injected']) | list | sort, node.config.keys() | list | sort) }}
{% set source_node = graph.sources.values() | list | first %}
{{ show('source', source_node.name, source_node.source_name, source_node.description, source_node.source_description, source_node.identifier, source_node.columns.id.name, source_node.keys() | list | sort) }}
{% set exposure_node = graph.exposures.values() | list | first %}
{{ show('exposure', exposure_node.name, exposure_node.owner, exposure_node.depends_on, exposure_node.type) }}
{{ show('group', graph.groups['group.names.finance'].owner) }}
{% endif %}
