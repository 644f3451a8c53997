{%- do config(tags=['x']) -%}
{{ config({'materialized': 'view', 'meta': {'z': 1}}) }}
{% set unused = [1, 2] %}
select 1 as id, '{{ var("missing", "dflt") }}' as d
