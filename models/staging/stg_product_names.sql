{#
  One row for each product: which of its spellings is the shop's own. The most frequent one, white space tidied; among
  equals one without stray blanks, then one in mixed case, then the first by code point.

  A table, small and indexed, since stg_transactions joins it.
#}

{{ config(indexes=[{'columns': ['product_id'], 'unique': True}]) }}

with spellings as (

    select
        product_name as as_written,
        category,
        count(*) as lines
    from {{ source('shop', 'transactions') }}
    group by product_name, category

),

cleaned as (

    select
        as_written,
        {{ clean_text('as_written') }} as product_name,
        {{ clean_text('category') }} as category,
        lines
    from spellings

),

keyed as (

    select
        {{ surrogate_key(['lower(product_name)', 'lower(category)']) }} as product_id,
        as_written,
        product_name,
        sum(lines) as lines
    from cleaned
    group by 1, as_written, product_name

),

ranked as (

    select
        *,
        row_number() over (
            partition by product_id
            order by
                lines desc,
                as_written = product_name desc,
                product_name <> upper(product_name) desc,
                product_name <> lower(product_name) desc,
                product_name collate "C",
                as_written collate "C"
        ) as preference,
        count(*) over (partition by product_id)::integer as spellings
    from keyed

)

select
    product_id,
    product_name,
    spellings
from ranked
where preference = 1
