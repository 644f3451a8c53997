{{ config(severity='error', error_if='>50', tags=['single'], store_failures=false) }}
select * from {{ ref('orders_inc') }} where id is null
