{% macro show(label) %}{% for value in varargs %}
  , $text${{ label }} {{ loop.index }}: {{ value }}$text$ as "{{ label }}_{{ loop.index }}"{% endfor %}{% endmacro %}

{% macro shared() %}context{% endmacro %}
{% macro default__dispatched() %}context default{% endmacro %}
{% macro looks_for_helper() %}{{ only_helper is defined }}{% endmacro %}
{% macro type_string() %}{{ return('overridden_' ~ dbt.type_string()) }}{% endmacro %}
{% macro default__type_int() %}overridden_int{% endmacro %}
{% macro missing(a, b='b') %}[{{ a }}|{{ a is defined }}|{{ a is none }}|{{ b }}]{% endmacro %}
{% macro early(x) %}before{% if x %}{{ return([x]) }}{% endif %}after{% endmacro %}
{% macro gives() %}{% do return({'a': 1, 'b': [none, true, 1.5]}) %}{% endmacro %}
{% macro calls_back() %}<{{ caller() }}|{{ caller() }}>{% endmacro %}
{% macro source(name, table) %}{% do return(builtins.source(name, table)) %}{% endmacro %}
{% macro counted(relation) %}{% if execute %}{% do return(run_query('select count(*) as n from ' ~ relation).columns['n'].values()[0]) %}{% endif %}{% endmacro %}
