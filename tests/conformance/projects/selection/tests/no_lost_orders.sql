{{ config(tags=['key'], severity='error') }}
select * from {{ ref('orders') }} where id not in (select id from {{ ref('stg_orders') }})
