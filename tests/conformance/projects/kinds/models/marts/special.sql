{{ config(materialized='super_table') }}
{{ config(tags=['second'], meta={'k': 1}) }}
select {{ cents('amount') }} from {{ ref('country_codes') }} cross join {{ ref('dim', v=1) }} cross join {{ ref('dim', version='2') }}
