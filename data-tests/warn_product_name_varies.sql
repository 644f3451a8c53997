-- A product has one spelling. These lines write it otherwise; the marts use product_name.
{{ config(severity='warn') }}

select
    file_id,
    line_no,
    product_name,
    product_name_as_written,
    category
from {{ ref('stg_transactions') }}
where product_name_varies
order by file_id, line_no
