-- Fulfilment has each order once, with all of its lines and all of its money.
select
    coalesce(fulfilment.order_id, lines.order_id) as order_id,
    fulfilment.order_lines,
    lines.order_lines as core_order_lines,
    fulfilment.final_price,
    lines.final_price as core_final_price
from {{ ref('fct_order_fulfilment') }} as fulfilment
full outer join (
    select
        order_id,
        count(*) as order_lines,
        coalesce(sum(final_price), 0) as final_price
    from {{ ref('order_lines') }}
    group by order_id
) as lines on lines.order_id = fulfilment.order_id
where fulfilment.order_lines is distinct from lines.order_lines
    or fulfilment.final_price is distinct from lines.final_price
