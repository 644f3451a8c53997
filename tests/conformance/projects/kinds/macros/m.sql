{% macro audit(when) %}select '{{ when }}'{% endmacro %}
{% macro cents(c, digits=2) %}({{ c }} * 100 + {{ helpers.plus(1) }}){% endmacro %}
{% test not_empty(model) %}select 1 where not exists (select 1 from {{ model }}){% endtest %}
{% materialization super_table, default %}{{ return({'relations': []}) }}{% endmaterialization %}
{% macro kinds_only() %}{{ adapter.dispatch('cents')('x') }}{{ audit('y') }}{% endmacro %}
{% macro default__cents(c) %}1{% endmacro %}
