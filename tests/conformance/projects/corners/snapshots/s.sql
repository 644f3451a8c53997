text before
{% snapshot s1 %}
  {{ config(target_database='shop', target_schema='t', alias='s1_alias') }}
  select * from {{ ref('seeded') }}
{% endsnapshot %}
