-- Early, On Time and Delayed agree with the promised and the actual day. fct_order_fulfilment goes by the dates.
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    delivery_status,
    estimated_delivery,
    actual_delivery,
    actual_delivery - estimated_delivery as days_late
from {{ ref('stg_transactions') }}
where delivery_status_is_wrong
order by file_id, line_no
