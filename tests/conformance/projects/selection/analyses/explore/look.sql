{{ config(tags=['look']) }}
select * from {{ ref('orders') }}
