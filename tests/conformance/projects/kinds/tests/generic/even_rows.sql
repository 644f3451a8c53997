{% test even_rows(model, column_name=none) %}
{{ config(severity='warn', fail_calc='count(*)', meta={'g': 1}) }}
select 1 from {{ model }} having count(*) % 2 = 1
{% endtest %}
