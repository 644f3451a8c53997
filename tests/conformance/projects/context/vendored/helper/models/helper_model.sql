select
  '{{ shared() }}' as shared,
  '{{ current_timestamp() }}' as unqualified,
  '{{ dbt.current_timestamp() }}' as built_in,
  '{{ var("scoped") }}' as scoped,
  '{{ var("only_here") }}' as only_here,
  '{{ var("from_root") }}' as from_root,
  '{{ project_name }}' as project,
  '{{ model.package_name }}' as package
