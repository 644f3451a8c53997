select * from {{ source('shop', 'by_query') }} where 1=0
