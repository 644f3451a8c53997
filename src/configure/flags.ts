import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { didYouMean } from '../core/nearest.js';
import type { YamlText } from '../core/yaml.js';

/** dbt 1.12's behaviour flags with what they are where `flags:` says nothing. */
const BEHAVIOUR: { readonly [flag: string]: boolean } = {
  allow_jinja_file_extensions: false,
  enable_grouped_warn_error_parser_logs: false,
  latest_version_pointer_enabled_by_default: false,
  require_all_warnings_handled_by_warn_error: true,
  require_batched_execution_for_custom_microbatch_strategy: true,
  require_corrected_analysis_fqns: false,
  require_event_names_in_deprecations: false,
  require_explicit_package_overrides_for_builtin_materializations: true,
  require_generic_test_arguments_property: true,
  require_nested_cumulative_type_params: true,
  require_ref_searches_node_package_before_root: false,
  require_resource_names_without_spaces: true,
  require_source_and_semantic_model_names_without_spaces: false,
  require_sql_header_in_test_configs: false,
  require_unique_project_resource_names: false,
  require_valid_schema_from_generate_schema_name: false,
  require_yaml_configuration_for_mf_time_spines: true,
  skip_nodes_if_on_run_start_fails: true,
  source_freshness_run_project_hooks: true,
  state_modified_compare_more_unrendered_values: true,
  state_modified_compare_vars: false,
  support_custom_ref_kwargs: false,
  use_catalogs_v2: false,
  validate_macro_args: true,
};

/** Flags of the command line that a project may set for good. */
const SETTINGS = [
  'cache_selected_only',
  'debug',
  'fail_fast',
  'hints_enabled',
  'indirect_selection',
  'log_format',
  'log_format_file',
  'log_level',
  'log_level_file',
  'maximum_seed_size_mib',
  'partial_parse',
  'populate_cache',
  'printer_width',
  'send_anonymous_usage_stats',
  'static_parser',
  'use_colors',
  'use_colors_file',
  'use_experimental_parser',
  'use_v2_parser',
  'version_check',
  'warn_error',
  'warn_error_options',
  'write_json',
];

/** `flags:` over dbt's defaults. A flag that dbt does not know is a warning; so is one that is neither true nor false. */
export function flagsOf(text: YamlText, written: JsonObject, diagnostics: Diagnostic[]): JsonObject {
  const known = [...Object.keys(BEHAVIOUR), ...SETTINGS];
  for (const [name, value] of Object.entries(written)) {
    const at = text.place(['flags', name], 'key');
    if (!known.includes(name)) {
      const hint = didYouMean(name, known) ?? 'Remove it: it has no effect.';
      diagnostics.push(problem('project/unknown-flag', `flags has no ${name}.`, { severity: 'warning', at, hint }));
    } else if (name in BEHAVIOUR && typeof value !== 'boolean') {
      diagnostics.push(problem('project/type', `${name} must be true or false.`, { at: text.place(['flags', name]) }));
    }
  }
  return { ...BEHAVIOUR, ...written };
}
