{#
  One row for each day with sales. `final_price` sums every line, as the export does; `revenue` only those whose status
  counts as revenue (seed order_statuses), so cancelled and refunded lines are out of it.
#}

{{ config(indexes=[{'columns': ['order_date'], 'unique': True}]) }}

select
    lines.order_date,
    count(distinct lines.order_id)::integer as orders,
    count(*)::integer as order_lines,
    count(distinct lines.customer_id)::integer as customers,
    sum(lines.quantity)::integer as units,
    sum(lines.total_price)::numeric(18, 4) as total_price,
    sum(lines.tax_amount)::numeric(18, 4) as tax_amount,
    coalesce(sum(lines.final_price), 0)::numeric(18, 4) as final_price,
    coalesce(sum(lines.final_price) filter (where statuses.counts_as_revenue), 0)::numeric(18, 4) as revenue,
    count(*) filter (where lines.status_contradicts)::integer as lines_that_contradict
from {{ ref('fct_order_lines') }} as lines
left join {{ ref('order_statuses') }} as statuses on statuses.order_status = lines.order_status
group by lines.order_date
