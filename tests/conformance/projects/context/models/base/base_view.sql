select * from {{ ref('base_table') }}
