{{ config(materialized='ephemeral') }}
select id, name, '{{ this }}' as self from {{ ref('base_table') }}
