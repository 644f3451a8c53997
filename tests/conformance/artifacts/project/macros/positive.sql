{% macro positive(column) %}{{ column }} > {{ zero() }}{% endmacro %}

{%- macro zero() -%} 0 {%- endmacro -%}
{% test even(model, column_name) %}
select * from {{ model }} where {{ column_name }} % 2 = 1
{% endtest %}
