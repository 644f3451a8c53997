select * from {{ ref('helpers', 'calendar') }}
