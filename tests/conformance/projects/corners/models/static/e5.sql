{{ config(tags=['a']) }} {{ config(materialized='table') }} select 1
