{% macro shared() %}helper{% endmacro %}
{% macro only_helper() %}helper {{ shared() }} {{ var('scoped', 'none') }}{% endmacro %}
{% macro dispatched() %}{{ return(adapter.dispatch('dispatched', 'helper')()) }}{% endmacro %}
{% macro default__dispatched() %}helper default{% endmacro %}
{% macro postgres__dispatched() %}helper postgres{% endmacro %}
{% macro kept() %}{{ return(adapter.dispatch('kept', 'helper')()) }}{% endmacro %}
{% macro default__kept() %}helper default{% endmacro %}
{% macro postgres__kept() %}helper postgres{% endmacro %}
{% macro current_timestamp() %}helper_now(){% endmacro %}
{% macro default__generate_alias_name(custom_alias_name=none, node=none) %}never_{{ node.name }}{% endmacro %}
