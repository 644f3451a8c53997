-- Lines, pieces and money of the core are those of the raw table, money to the cent (the raw one carries float noise).
with raw_totals as (

    select
        count(*) as lines,
        coalesce(sum(quantity), 0) as units,
        coalesce(sum(total_price), 0) as total_price,
        coalesce(sum(final_price), 0) as final_price
    from {{ source('shop', 'transactions') }}

),

core_totals as (

    select
        count(*) as lines,
        coalesce(sum(quantity), 0) as units,
        coalesce(sum(total_price), 0) as total_price,
        coalesce(sum(final_price), 0) as final_price
    from {{ ref('order_lines') }}

)

select
    raw_totals.lines as raw_lines,
    core_totals.lines as core_lines,
    raw_totals.units as raw_units,
    core_totals.units as core_units,
    raw_totals.total_price as raw_total_price,
    core_totals.total_price as core_total_price,
    raw_totals.final_price as raw_final_price,
    core_totals.final_price as core_final_price
from raw_totals
cross join core_totals
where raw_totals.lines <> core_totals.lines
    or raw_totals.units <> core_totals.units
    or abs(raw_totals.total_price - core_totals.total_price) >= 0.005
    or abs(raw_totals.final_price - core_totals.final_price) >= 0.005
