{% test is_even(model, column) %}select * from {{ model }} where {{ column }} % 2 = 1{% endtest %}
