select 1 as one
{{ show('namespaces', shared(), helper.shared(), helper.only_helper(), looks_for_helper(), dbt.type_string(), type_string(), dbt.type_int(), type_int(), current_timestamp(), dbt is defined, nope is defined) }}
{{ show('dispatch', helper.dispatched(), helper.kept(), adapter.dispatch('type_string', 'dbt')(), adapter.dispatch('dispatched', 'helper')()) }}
{{ show('values', early('x'), early(false), gives().b, gives(), missing(), missing(none), missing('a', b='c')) }}
{% call calls_back() %}in{{ shared() }}{% endcall %}
{{ show('undefined', nope, nope | default('d'), nope ~ 'x', nope is none, not nope, nope == '', (nope or 'e'), this.nope, [] | first, {}.x) }}
