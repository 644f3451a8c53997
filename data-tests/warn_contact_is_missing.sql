-- A line has an e-mail address or a telephone number, else nobody can tell the customer that the parcel is late.
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    order_date,
    customer_full_name,
    customer_email,
    customer_phone
from {{ ref('stg_transactions') }}
where contact_is_missing
order by file_id, line_no
