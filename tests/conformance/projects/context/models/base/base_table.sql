{{ config(materialized='table', meta={'owner': 'me', 'level': 3}) }}
select
  1::int as id,
  'a'::varchar(10) as name,
  1.5::numeric(10, 2) as amount,
  date '2024-01-01' as day,
  true as flag,
  2.5::float8 as ratio,
  null::bigint as nothing
