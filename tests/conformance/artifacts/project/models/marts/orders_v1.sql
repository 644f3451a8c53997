select id, customer_id, amount from {{ ref('eph') }}
