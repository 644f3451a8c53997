{#
  One row for each customer: full name and address, whatever their case and spacing. What changes over time (spelling,
  town, membership) is taken from the latest line; a contact from the latest line that has one.
#}

{{ config(indexes=[{'columns': ['customer_id'], 'unique': True}]) }}

with lines as (

    select
        *,
        row_number() over (partition by customer_id order by order_date desc, file_id desc, line_no desc) as recency
    from {{ ref('stg_transactions') }}

)

select
    customer_id,
    max(customer_full_name) filter (where recency = 1) as full_name,
    max(customer_address) filter (where recency = 1) as address,
    max(postal_code) filter (where recency = 1) as postal_code,
    max(city) filter (where recency = 1) as city,
    max(country) filter (where recency = 1) as country,
    max(membership_status) filter (where recency = 1) as membership_status,
    (array_agg(customer_email order by recency) filter (where customer_email is not null))[1] as email,
    (array_agg(customer_phone order by recency) filter (where customer_phone is not null))[1] as phone
from lines
group by customer_id
