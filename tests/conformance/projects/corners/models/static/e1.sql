{{ config(enabled=true, tags=['a']) }} select 1 from {{ ref('b') }}
