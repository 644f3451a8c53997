select * from {{ ref('eph_one') }} where id < 0 and '{{ model.name }}' = 'x'
