{# Text that names somebody or something: outer white space off, inner white space one blank, nothing left is NULL. #}
{% macro clean_text(column) -%}
  nullif(btrim(regexp_replace({{ column }}, '\s+', ' ', 'g')), '')
{%- endmacro %}


{# Any other text: outer blanks off, nothing left is NULL. A tenth of the cost of clean_text. #}
{% macro trimmed(column) -%}
  nullif(btrim({{ column }}), '')
{%- endmacro %}


{#
  Money, in the shop's one currency: numeric with four decimals. The export writes binary floats as text
  (1756.1599999999999), yet FinalPrice and Profit carry real third and fourth decimals, so the noise goes and those stay.
  Halves round away from zero. Sums are made of these values and rounded to the cent only where somebody reads them.
#}
{% macro money(column) -%}
  ({{ column }})::numeric(18, 4)
{%- endmacro %}


{#
  One key out of several columns: the md5 of their JSON array, so that ('a', 'bc') and ('ab', 'c') differ, a NULL is a
  value of its own, and the same row gives the same key in every database.
#}
{% macro surrogate_key(columns) -%}
  md5(jsonb_build_array({{ columns | join(', ') }})::text)
{%- endmacro %}
