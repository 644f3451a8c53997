{{ config(materialized='incremental', unique_key=['day', 'shop'], access='private', alias='Revenue Größe') }}
select * from {{ ref('orders') }} join {{ ref('rates') }} using (day)
