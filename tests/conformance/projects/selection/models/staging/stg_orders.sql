{{ config(tags=['orders', 'nightly']) }}
select * from {{ source('raw', 'orders') }}
