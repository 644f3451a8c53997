{{ config(materialized='materialized_view', on_configuration_change='continue', group='sales', quoting={'identifier': false}) }}
select * from {{ ref('eph') }} -- {{ helpers.hello() }}
