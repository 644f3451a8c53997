{# One row for each order line, with what its order knows: the mart to count and sum from. #}

{{ config(
    indexes=[
        {'columns': ['order_line_id'], 'unique': True},
        {'columns': ['order_id', 'line_number'], 'unique': True},
        {'columns': ['order_date']},
        {'columns': ['customer_id', 'order_date']},
        {'columns': ['product_id', 'order_date']}
    ]
) }}

select
    lines.order_line_id,
    lines.order_id,
    lines.line_number,
    orders.order_date,
    orders.customer_id,
    lines.product_id,
    products.category,
    lines.quantity,
    lines.unit_price,
    lines.total_price,
    lines.discount_rate,
    lines.tax_rate,
    lines.tax_amount,
    lines.final_price,
    lines.shipping_cost,
    lines.purchase_price,
    lines.profit,
    lines.refund_amount,
    orders.payment_type,
    lines.payment_status,
    lines.order_status,
    lines.return_status,
    lines.rating,
    lines.total_is_wrong,
    lines.status_contradicts,
    lines.contact_is_missing,
    lines.product_name_varies
from {{ ref('order_lines') }} as lines
inner join {{ ref('orders') }} as orders on orders.order_id = lines.order_id
inner join {{ ref('products') }} as products on products.product_id = lines.product_id
