import type { Value } from '../jinja/values.js';
import { Dict } from '../jinja/values.js';

/** `builtins`: dbt's own ref, source and config for macros that override them. */
export function builtinsValue(ref: Value, source: Value, config: Value): Dict {
  return Dict.from({ ref, source, config });
}
