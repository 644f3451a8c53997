-- Every mart that carries money sums to exactly the core's figures, whatever its grain.
with totals as (

    select
        'order_lines' as relation,
        count(*) as lines,
        sum(total_price) as total_price,
        sum(final_price) as final_price
    from {{ ref('order_lines') }}

    union all

    select
        'fct_order_lines',
        count(*),
        sum(total_price),
        sum(final_price)
    from {{ ref('fct_order_lines') }}

    union all

    select
        'fct_daily_sales',
        sum(order_lines),
        sum(total_price),
        sum(final_price)
    from {{ ref('fct_daily_sales') }}

    union all

    select
        'dim_customers',
        sum(order_lines),
        sum(total_price),
        sum(final_price)
    from {{ ref('dim_customers') }}

    union all

    select
        'dim_products',
        sum(order_lines),
        sum(total_price),
        sum(final_price)
    from {{ ref('dim_products') }}

)

select
    marts.relation,
    marts.lines,
    marts.total_price,
    marts.final_price,
    core.lines as core_lines,
    core.total_price as core_total_price,
    core.final_price as core_final_price
from totals as marts
inner join totals as core on core.relation = 'order_lines'
where coalesce(marts.lines, 0) <> coalesce(core.lines, 0)
    or coalesce(marts.total_price, 0) <> coalesce(core.total_price, 0)
    or coalesce(marts.final_price, 0) <> coalesce(core.final_price, 0)
