{{ config(tags=['a']) }} select 1 from {{ ref('ver', v=3) }}
