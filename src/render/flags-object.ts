import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { HostObject, Value } from '../jinja/values.js';
import { valueOfJson } from './json-value.js';
import type { RuntimeFacts } from './runtime-facts.js';

/** dbt's flags where nobody says anything. */
const DEFAULTS: JsonObject = {
  CACHE_SELECTED_ONLY: false,
  DEBUG: false,
  EMPTY: false,
  FAIL_FAST: false,
  FULL_REFRESH: false,
  INDIRECT_SELECTION: 'eager',
  INTROSPECT: true,
  LOG_CACHE_EVENTS: false,
  LOG_FORMAT: 'default',
  NO_PRINT: null,
  PARTIAL_PARSE: true,
  PRINTER_WIDTH: 80,
  QUIET: false,
  SEND_ANONYMOUS_USAGE_STATS: false,
  STATIC_PARSER: true,
  STORE_FAILURES: false,
  TARGET_PATH: null,
  USE_COLORS: true,
  USE_EXPERIMENTAL_PARSER: false,
  VERSION_CHECK: true,
  WARN_ERROR: null,
  WRITE_JSON: true,
  REQUIRE_SQL_HEADER_IN_TEST_CONFIGS: false,
};

/** `flags` in templates: names in capitals; those of the command line win. */
export function flagsObject(runtime: RuntimeFacts): HostObject {
  const told: JsonObject = {
    WHICH: runtime.which,
    FULL_REFRESH: runtime.fullRefresh,
    EMPTY: runtime.empty,
    INVOCATION_COMMAND: `dbt ${runtime.command}`,
  };
  const get = (name: string): Value | undefined => {
    const value = own(told, name) ?? own(runtime.args, name.toLowerCase()) ?? own(DEFAULTS, name);
    return value === undefined ? undefined : valueOfJson(value);
  };
  return {
    kind: 'object',
    typeName: 'Namespace',
    get,
    names: () => [...Object.keys(told), ...Object.keys(DEFAULTS)],
    print: () => 'Namespace()',
  };
}
