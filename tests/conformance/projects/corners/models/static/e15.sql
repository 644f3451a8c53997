{{ config(tags=['it''s'], q="a\"b") }} select 1
