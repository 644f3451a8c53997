{{ config(meta={'owner': {'team': 'web', 'on_call': true}, 'labels': ['a', 'b']}) }}
select * from {{ ref('pages') }} join {{ ref('page_kinds') }} using (kind)
