{% macro flip(x, y=1) %}{{ inner_flip(x) }}{% endmacro %}
{% macro inner_flip(x) %}{{ x }}{% endmacro %}
{% macro helper_ref() %}{{ ref('a') }}{% endmacro %}
{% test has_config(model, column_name) %}{{ config(severity='warn', meta={'x': 1, 'y': 0}, limit=3, tags=['from_macro']) }} select {{ column_name }} from {{ model }}{% endtest %}
{% test uses_ref(model, column_name, other) %} select {{ column_name }} from {{ model }} join {{ ref('seeded') }} join {{ other }}{% endtest %}
{% test expression(model, x) %} select 1 from {{ model }} where {{ x }}{% endtest %}
{% macro generate_alias_name(custom_alias_name=none, node=none) %}{{ (custom_alias_name or node.name) | lower }}{% if node.version %}__{{ node.version }}{% endif %}{{ '_t' if node.resource_type == 'test' }}{% endmacro %}
{% macro generate_schema_name(custom_schema_name, node) %}{{ target.schema }}__{{ custom_schema_name or 'none' }}_{{ node.fqn | length }}_{{ node.config.materialized }}{% endmacro %}
