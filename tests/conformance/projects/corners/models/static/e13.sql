{{ config(tags=['a']) }} select 1 from {{ ref('corners', 'b') }}
