{{ config(pre_hook="select 1", post_hook=["select 2"], indexes=[{'columns': ['customer_id'], 'unique': True}], grants={'select': ['reporter']}) }}
select customer_id, sum(amount) as total
from {{ ref('orders', v=1) }}
join {{ ref('stg_customers') }} c on c.id = customer_id
group by 1
