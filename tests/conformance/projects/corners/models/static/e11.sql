{{ config(enabled=True, f=False, tags=['a'], e=[], d={}) }} select 1
