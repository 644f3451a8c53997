{# One row for each product, with its prices and what was sold of it. #}

{{ config(
    indexes=[
        {'columns': ['product_id'], 'unique': True},
        {'columns': ['category', 'product_name']}
    ]
) }}

with sales as (

    select
        product_id,
        min(order_date) as first_sold_date,
        max(order_date) as last_sold_date,
        min(unit_price)::numeric(18, 4) as lowest_unit_price,
        max(unit_price)::numeric(18, 4) as highest_unit_price,
        count(distinct order_id)::integer as orders,
        count(*)::integer as order_lines,
        sum(quantity)::integer as units,
        sum(total_price)::numeric(18, 4) as total_price,
        coalesce(sum(final_price), 0)::numeric(18, 4) as final_price,
        avg(rating)::numeric(4, 2) as average_rating
    from {{ ref('fct_order_lines') }}
    group by product_id

)

select
    products.product_id,
    products.product_name,
    products.category,
    products.product_description,
    products.supplier_name,
    products.supplier_contact,
    products.spellings,
    sales.first_sold_date,
    sales.last_sold_date,
    sales.lowest_unit_price,
    sales.highest_unit_price,
    sales.orders,
    sales.order_lines,
    sales.units,
    sales.total_price,
    sales.final_price,
    sales.average_rating
from {{ ref('products') }} as products
inner join sales on sales.product_id = products.product_id
