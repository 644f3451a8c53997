{{ config(tags=['nightly']) }}
select * from {{ ref('stg_visits') }} join {{ ref('stg_pages') }} using (page) join {{ ref('helpers', 'calendar') }} using (day)
