{#
  One row for each order: what was promised, what happened, and by how many calendar days they differ. The dates decide;
  the export's own word (`delivery_status`) is kept beside them, and whether it lies.
#}

{{ config(
    indexes=[
        {'columns': ['order_id'], 'unique': True},
        {'columns': ['carrier', 'order_date']},
        {'columns': ['customer_id']}
    ]
) }}

with lines as (

    select
        order_id,
        coalesce(sum(final_price), 0)::numeric(18, 4) as final_price
    from {{ ref('order_lines') }}
    group by order_id

)

select
    orders.order_id,
    orders.order_date,
    orders.customer_id,
    orders.country,
    orders.carrier,
    carriers.carrier_name,
    orders.shipment_tracking_number,
    orders.order_status,
    orders.order_lines,
    lines.final_price,
    orders.shipping_date,
    orders.estimated_delivery,
    orders.actual_delivery,
    orders.shipping_date - orders.order_date as days_to_ship,
    orders.actual_delivery - orders.shipping_date as days_in_transit,
    orders.actual_delivery - orders.estimated_delivery as days_late,
    orders.actual_delivery > orders.estimated_delivery as is_late,
    case
        when orders.actual_delivery > orders.estimated_delivery then 'late'
        when orders.actual_delivery = orders.estimated_delivery then 'on time'
        when orders.actual_delivery < orders.estimated_delivery then 'early'
        else 'open'
    end as delivery_outcome,
    orders.delivery_status,
    orders.delivery_status_is_wrong,
    orders.status_contradicts
from {{ ref('orders') }} as orders
inner join lines on lines.order_id = orders.order_id
left join {{ ref('carriers') }} as carriers on carriers.carrier = orders.carrier
