-- A cancelled order has no delivery. Who is right: whoever cancelled it, or the carrier?
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    order_date,
    order_status,
    carrier,
    shipment_tracking_number,
    actual_delivery
from {{ ref('stg_transactions') }}
where is_cancelled_but_delivered
order by file_id, line_no
