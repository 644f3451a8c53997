{{ config(pre_hook="{{ log('hi') }}", post_hook=[before_begin("vacuum x"), {"sql": "select 3", "index": 2}], docs={'show': false}) }}
{{ config(post_hook=after_commit("analyze"), pre_hook=in_transaction("select 5"), packages='p') }}
select * from {{ ref('corners', 'b') }} where {{ flip('x') }} {{ helper_ref() }}
