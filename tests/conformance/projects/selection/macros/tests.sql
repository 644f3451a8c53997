{% test has_rows(model) %}select 1 as x where not exists (select 1 from {{ model }}){% endtest %}
