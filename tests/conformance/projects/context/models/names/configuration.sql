{{ config(materialized='view', tags=['one'], meta={'team': 'x'}, custom_key='custom', grants={'select': ['public']}) }}
{{ config(tags=['two'], alias='configured') }}
select 1 as one
{{ show('get', config.get('materialized'), config.get('nope'), config.get('nope', 'd'), config.get('schema', 'd'), config.get('alias'), config.get('tags'), config.get('custom_key'), config.get('meta'), config.get('grants'), config.get('full_refresh', default='d'), config.get('contract').enforced) }}
{{ show('require', config.require('materialized'), config.meta_get('team'), config.meta_get('nope', 'd'), config.persist_relation_docs(), config.persist_column_docs(), config.set('x', 1), config.model.name) }}
