{{ config(enabled=false, tags='nightly') }}
select 1 as id
