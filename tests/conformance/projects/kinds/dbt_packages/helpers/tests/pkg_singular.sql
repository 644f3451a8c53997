select * from {{ ref('helped_model') }} where id < 0
