{#
  One row for each order. The export repeats an order's status, payment and shipment on each of its lines; where lines
  disagree the order takes all of them from one line: the first that does not contradict itself, else the first.
#}

{{ config(
    indexes=[
        {'columns': ['order_id'], 'unique': True},
        {'columns': ['customer_id']}
    ]
) }}

with lines as (

    select
        *,
        count(*) over (partition by order_id)::integer as order_lines,
        row_number() over (partition by order_id order by status_contradicts, file_id, line_no) as preference
    from {{ ref('stg_transactions') }}

)

select
    order_id,
    order_date,
    customer_id,
    order_lines,
    order_status,
    payment_type,
    payment_status,
    country,
    city,
    shipment_tracking_number,
    carrier,
    shipping_date,
    delivery_date,
    estimated_delivery,
    actual_delivery,
    delivery_status,
    delivery_status_is_wrong,
    status_contradicts
from lines
where preference = 1
