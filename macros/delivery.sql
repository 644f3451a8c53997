{#
  Does the export's word about a delivery contradict its own dates? By calendar day: the export knows no time of day.
  Without both dates nothing can be contradicted.
#}
{% macro delivery_status_is_wrong(status, estimated, actual) -%}
  coalesce(
        case {{ status }}
            when 'Early' then {{ actual }} >= {{ estimated }}
            when 'On Time' then {{ actual }} <> {{ estimated }}
            when 'Delayed' then {{ actual }} <= {{ estimated }}
        end,
        false
    )
{%- endmacro %}
