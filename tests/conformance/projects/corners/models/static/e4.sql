{{ config(n=none, tags=['a']) }} select 1
