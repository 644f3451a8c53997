{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge', on_schema_change='append_new_columns',
   pre_hook=["select 1", {'sql': 'select 2', 'transaction': False}], post_hook="vacuum {{ this }}", tags='late',
   full_refresh=false, custom_key={'a': [1, 2]}) }}
{% set cols = dbt.type_string() %}
select * from {{ ref('stg_orders') }} o join {{ ref('helpers', 'helped_model') }} using (id) join {{ ref('dim') }} using (id)
{% if is_incremental() %} where ordered_at > (select max(ordered_at) from {{ this }}){% endif %}
