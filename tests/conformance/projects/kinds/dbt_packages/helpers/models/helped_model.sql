select 1 as id, '{{ var("greeting") }}' as g, {{ var('own') }} as o from {{ ref('pkg_seed') }}
