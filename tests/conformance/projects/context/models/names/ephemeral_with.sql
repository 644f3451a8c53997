with recursive mine as (select * from {{ ref('eph_two') }}), more as (select 'with' as x) select * from mine, more
