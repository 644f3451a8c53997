{#
  One row for each accepted line of the shop's export: cleaned, typed, keyed and flagged. Nothing is rejected here (what
  cannot be read went to ops.quarantine before); a line that contradicts itself stays and says so in a boolean.

  The export has no ids, so three are made from what identifies the thing in it:
    customer  full name and address, whatever the case and spacing
    product   name, whatever the case and spacing, and category
    order     lines of one date, customer, payment type and tracking number (a missing number counts as a value)

  A table: cleaning is the dearest step of the warehouse, and a view would do it again for every model and every test
  that reads it. The common table expressions are materialized so that each cleaned text is made once, not once a use.
#}

with cleaned as materialized (

    select
        _file_id as file_id,
        _line_no as line_no,

        date as order_date,

        product_name as product_name_as_written,
        {{ clean_text('product_name') }} as product_name_clean,
        {{ clean_text('category') }} as category,
        {{ trimmed('product_description') }} as product_description,
        {{ clean_text('supplier_name') }} as supplier_name,
        {{ trimmed('supplier_contact') }} as supplier_contact,

        quantity,
        {{ money('unit_price') }} as unit_price,
        {{ money('total_price') }} as total_price,
        {{ money('shipping_cost') }} as shipping_cost,
        {{ money('purchase_price') }} as purchase_price,
        {{ money('profit') }} as profit,
        discount::numeric(7, 4) as discount_rate,
        tax::numeric(7, 4) as tax_rate,
        {{ money('tax_amount') }} as tax_amount,
        {{ money('final_price') }} as final_price,
        {{ money('refund_amount') }} as refund_amount,

        {{ clean_text('customer_full_name') }} as customer_full_name,
        {{ clean_text('customer_address') }} as customer_address,
        {{ trimmed('customer_phone') }} as customer_phone,
        lower({{ trimmed('customer_email') }}) as customer_email,
        {{ trimmed('country') }} as country,
        {{ trimmed('city') }} as city,
        {{ trimmed('postal_code') }} as postal_code,
        {{ trimmed('membership_status') }} as membership_status,

        {{ trimmed('payment_type') }} as payment_type,
        {{ trimmed('payment_status') }} as payment_status,
        {{ trimmed('order_status') }} as order_status,
        {{ trimmed('return_status') }} as return_status,
        {{ trimmed('promotion_applied') }} as promotion_applied,
        {{ trimmed('coupon_code') }} as coupon_code,

        {{ trimmed('shipment_tracking_number') }} as shipment_tracking_number,
        {{ trimmed('carrier') }} as carrier,
        shipping_date,
        delivery_date,
        estimated_delivery,
        actual_delivery,
        {{ trimmed('delivery_status') }} as delivery_status,

        rating,
        {{ trimmed('feedback') }} as feedback,
        {{ trimmed('review_comment') }} as review_comment,
        review_date,
        product_return_date,
        {{ trimmed('return_reason') }} as return_reason,
        {{ trimmed('customer_support_contact') }} as customer_support_contact,
        {{ trimmed('follow_up_action') }} as follow_up_action
    from {{ source('shop', 'transactions') }}

),

keyed as materialized (

    select
        *,
        {{ surrogate_key(['lower(customer_full_name)', 'lower(customer_address)']) }} as customer_id,
        {{ surrogate_key(['lower(product_name_clean)', 'lower(category)']) }} as product_id
    from cleaned

),

named as (

    select
        keyed.*,
        coalesce(names.product_name, keyed.product_name_clean) as product_name,
        {{ surrogate_key(['order_date', 'customer_id', 'payment_type', 'shipment_tracking_number']) }} as order_id
    from keyed
    left join {{ ref('stg_product_names') }} as names on names.product_id = keyed.product_id

),

flagged as (

    select
        *,
        coalesce(abs(total_price - quantity * unit_price) > 0.01, false) as total_is_wrong,
        coalesce(order_status = 'Cancelled' and actual_delivery is not null, false) as is_cancelled_but_delivered,
        coalesce(order_status = 'Completed' and payment_status = 'Failed', false) as is_completed_but_unpaid,
        {{ delivery_status_is_wrong('delivery_status', 'estimated_delivery', 'actual_delivery') }}
            as delivery_status_is_wrong,
        customer_email is null and customer_phone is null as contact_is_missing,
        product_name_as_written is distinct from product_name as product_name_varies
    from named

)

select
    file_id,
    line_no,
    order_id,
    customer_id,
    product_id,
    order_date,
    product_name,
    product_name_as_written,
    category,
    product_description,
    supplier_name,
    supplier_contact,
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
    customer_full_name,
    customer_address,
    customer_phone,
    customer_email,
    country,
    city,
    postal_code,
    membership_status,
    payment_type,
    payment_status,
    order_status,
    return_status,
    promotion_applied,
    coupon_code,
    shipment_tracking_number,
    carrier,
    shipping_date,
    delivery_date,
    estimated_delivery,
    actual_delivery,
    delivery_status,
    rating,
    feedback,
    review_comment,
    review_date,
    product_return_date,
    return_reason,
    customer_support_contact,
    follow_up_action,

    total_is_wrong,
    is_cancelled_but_delivered,
    is_completed_but_unpaid,
    delivery_status_is_wrong,
    is_cancelled_but_delivered or is_completed_but_unpaid or delivery_status_is_wrong as status_contradicts,
    contact_is_missing,
    product_name_varies
from flagged
