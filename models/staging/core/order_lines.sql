{# One row for each line of an order, in the order in which the export gives them. #}

{{ config(
    indexes=[
        {'columns': ['order_line_id'], 'unique': True},
        {'columns': ['order_id']},
        {'columns': ['product_id']}
    ]
) }}

with numbered as (

    select
        *,
        row_number() over (partition by order_id order by file_id, line_no)::integer as line_number
    from {{ ref('stg_transactions') }}

)

select
    {{ surrogate_key(['order_id', 'line_number']) }} as order_line_id,
    order_id,
    line_number,
    product_id,
    product_name_as_written,
    supplier_name,
    quantity,
    unit_price,
    total_price,
    shipping_cost,
    purchase_price,
    profit,
    discount_rate,
    tax_rate,
    tax_amount,
    final_price,
    refund_amount,
    order_status,
    payment_status,
    return_status,
    product_return_date,
    return_reason,
    rating,
    total_is_wrong,
    is_cancelled_but_delivered,
    is_completed_but_unpaid,
    delivery_status_is_wrong,
    status_contradicts,
    contact_is_missing,
    product_name_varies,
    file_id,
    line_no
from numbered
