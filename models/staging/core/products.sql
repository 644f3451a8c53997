{#
  One row for each product: its name, whatever the case and spacing, and its category. Supplier and description are
  taken from the latest line that names one.
#}

{{ config(indexes=[{'columns': ['product_id'], 'unique': True}]) }}

with lines as (

    select
        *,
        row_number() over (partition by product_id order by order_date desc, file_id desc, line_no desc) as recency
    from {{ ref('stg_transactions') }}

)

select
    product_id,
    max(product_name) as product_name,
    max(category) filter (where recency = 1) as category,
    (
        array_agg(product_description order by recency) filter (where product_description is not null)
    )[1] as product_description,
    (array_agg(supplier_name order by recency) filter (where supplier_name is not null))[1] as supplier_name,
    (array_agg(supplier_contact order by recency) filter (where supplier_contact is not null))[1] as supplier_contact,
    count(distinct product_name_as_written)::integer as spellings
from lines
group by product_id
