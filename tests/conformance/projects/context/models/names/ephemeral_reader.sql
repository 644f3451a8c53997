-- with a comment
select * from {{ ref('eph_two') }} join {{ ref('eph_one') }} using (id), {{ ref('versioned') }}, {{ ref('versioned', v=1) }}
