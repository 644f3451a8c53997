select * from {{ source('events.v1', 'visits') }} where false
