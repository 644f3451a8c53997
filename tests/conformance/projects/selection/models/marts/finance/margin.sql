{{ config(access='public', materialized='view') }}
select * from {{ ref('revenue') }} join {{ ref('dim', v=1) }} using (id)
