{{ config(h={'x': {'y': 'z'}}) }} select 1
