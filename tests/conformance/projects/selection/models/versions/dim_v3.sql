select 1 as id from {{ ref('dim', v=2) }}
