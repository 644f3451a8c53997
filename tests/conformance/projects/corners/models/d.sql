{{ config(materialized="view", tags=["q", 'r']) }}
select 1 as one from {{ ref('b') }} join {{ ref('b') }} x using (id)
