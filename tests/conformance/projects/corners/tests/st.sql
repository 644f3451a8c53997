{{ config(alias='st_alias', schema='st_schema', where='x', limit=2, warn_if='>5') }}
select * from {{ ref('ver', v='two') }} join {{ ref('ver') }} join {{ ref('ver', version='3') }}
