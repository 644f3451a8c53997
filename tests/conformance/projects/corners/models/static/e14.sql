{{ config(pre_hook='x', post_hook=['y'], tags=['a']) }} select 1
