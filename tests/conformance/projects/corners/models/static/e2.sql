{{ config(num=3, tags=['a']) }} select 1
