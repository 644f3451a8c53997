{{ config(meta={'a': 1, 'b': ['x']}, tags=['a']) }} select 1
