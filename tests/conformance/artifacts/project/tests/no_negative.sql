{{ config(severity='warn', store_failures=true) }}
select * from {{ ref('customer_totals') }} where total < 0
