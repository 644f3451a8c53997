{# One row for each customer, with what they bought. #}

{{ config(
    indexes=[
        {'columns': ['customer_id'], 'unique': True},
        {'columns': ['full_name']}
    ]
) }}

with sales as (

    select
        customer_id,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date,
        count(distinct order_id)::integer as orders,
        count(*)::integer as order_lines,
        sum(quantity)::integer as units,
        sum(total_price)::numeric(18, 4) as total_price,
        coalesce(sum(final_price), 0)::numeric(18, 4) as final_price
    from {{ ref('fct_order_lines') }}
    group by customer_id

)

select
    customers.customer_id,
    customers.full_name,
    customers.address,
    customers.postal_code,
    customers.city,
    customers.country,
    countries.country_code,
    countries.region,
    customers.email,
    customers.phone,
    customers.email is not null or customers.phone is not null as can_be_contacted,
    customers.membership_status,
    sales.first_order_date,
    sales.last_order_date,
    sales.orders,
    sales.orders > 1 as is_returning,
    sales.order_lines,
    sales.units,
    sales.total_price,
    sales.final_price
from {{ ref('customers') }} as customers
inner join sales on sales.customer_id = customers.customer_id
left join {{ ref('countries') }} as countries on countries.country = customers.country
