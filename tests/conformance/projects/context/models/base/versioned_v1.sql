select 1 as version
