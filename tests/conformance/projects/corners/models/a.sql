{% if var('a') == 2 %}{{ config(tags='never') }}{% endif %}
{{   config( materialized = 'incremental' , unique_key = ['x','y'], meta = {'n': none, "f": 1.50, 't': (1,2)}, alias = "al" ~ "ias",
  flag = not true, num = -3, v = var( 'a' ) , ref_in = 'x' if true else 'y') }}
select * from {{ ref('b') }} union all select * from {{ ref('b') }} union all select * from {{ source('s', 't') }} , {{ source('s', 't') }}
