{{ config(materialized='view', tags=['orders'], meta={'level': 1}) }}
select id, customer_id, amount, ordered_at from {{ source('shop', 'orders') }}
where ordered_at >= '{{ var("start") }}'
