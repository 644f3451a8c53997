select 1 as id from {{ ref('helped_model') }}
