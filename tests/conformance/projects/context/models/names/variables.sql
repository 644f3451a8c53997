select 1 as one
{{ show('var', var('plain'), var('listed'), var('scoped'), var('nope', 'd'), var('nope', none), var.has_var('plain'), var.has_var('nope'), env_var('JIGGY_CONTEXT_NOT_SET', 'd'), env_var('JIGGY_CONTEXT_SET', 'd')) }}
{{ show('target', target.name, target.target_name, target.schema, target.type, target.threads, target.profile_name, target.dbname == target.database, target.role, target.search_path, target.keepalives_idle, target.connect_timeout, target.retries, target.sslmode, target.application_name, target.nope, target.keys() | list) }}
