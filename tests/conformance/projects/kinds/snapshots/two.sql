{% snapshot snap_one %}
{{ config(unique_key='id', strategy='timestamp', updated_at='ordered_at', target_schema='other', tags=['sn']) }}
select * from {{ ref('stg_orders') }}
{% endsnapshot %}

{% snapshot snap_two %}
{{ config(unique_key=['id', 'name'], strategy='check', check_cols='all', hard_deletes='invalidate', dbt_valid_to_current="to_date('9999-12-31')", snapshot_meta_column_names={'dbt_valid_from': 'vf'}) }}
select * from {{ source('shop', 'customers') }}
{% endsnapshot %}
