{% snapshot snap %}
{{ config(target_schema='snaps', unique_key='id', strategy='timestamp', updated_at='ordered_at') }}
select * from {{ ref('stg_orders') }}
{% endsnapshot %}
