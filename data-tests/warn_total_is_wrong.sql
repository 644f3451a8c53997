-- A line's total is quantity times unit price.
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    quantity,
    unit_price,
    total_price,
    quantity * unit_price as expected_total_price
from {{ ref('stg_transactions') }}
where total_is_wrong
order by file_id, line_no
