{% macro hello() %}hi{% endmacro %}
{% macro plus(n) %}{{ return(adapter.dispatch('plus', 'helpers')(n)) }}{% endmacro %}
{% macro default__plus(n) %}{{ n }} + {{ helpers.hello() }}{% endmacro %}
{% test positive(model, column) %}select * from {{ model }} where {{ column }} <= 0 and {{ var('own', 2) }} = 1{% endtest %}
