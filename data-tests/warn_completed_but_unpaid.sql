-- A completed order was paid. These were delivered, and their payment failed: money to ask for.
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    order_date,
    order_status,
    payment_type,
    payment_status,
    final_price
from {{ ref('stg_transactions') }}
where is_completed_but_unpaid
order by file_id, line_no
