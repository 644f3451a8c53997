{{ config(materialized='ephemeral', alias='second') }}
with picked as (select * from {{ ref('eph_one') }})
select * from picked
