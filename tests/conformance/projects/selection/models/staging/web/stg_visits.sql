{{ config(materialized='ephemeral') }}
select * from {{ source('events.v1', 'visits') }}
