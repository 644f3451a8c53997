{{ config(tags=['a']) }} {# c #} select 1 from {{ source('s', 't') }}
