{{ config(alias='customers' ~ var('suffix'), contract={'enforced': true}) }}
select id, name from {{ source('shop', 'customers') }}
