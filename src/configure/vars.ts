import type { Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import type { SourceFile } from '../core/source-file.js';
import { isJsonObject, own } from '../core/json.js';
import { readYaml } from '../core/yaml.js';

/** Reads the argument of `--vars`, YAML or JSON. `project/vars` where it is no mapping. */
export function parseVarsOption(text: string | undefined): Outcome<JsonObject> {
  if (text === undefined || text.trim() === '') return { value: {}, diagnostics: [] };
  const { value: yaml, diagnostics } = readYaml({ path: '--vars', text });
  if (diagnostics.length > 0) return { value: {}, diagnostics };
  if (isJsonObject(yaml.value)) return { value: yaml.value, diagnostics: [] };
  const hint = "For example: --vars '{start: 2026-01-01, debug: true}'";
  const found = problem('project/vars', '--vars takes a mapping of names to values.', { at: yaml.place([]), hint });
  return { value: {}, diagnostics: [found] };
}

/**
 * Reads vars.yml, the place for variables outside of dbt_project.yml: they stand below `vars:`, as they would there.
 * `project/vars` where that is no mapping.
 */
export function readVarsFile(file: SourceFile | undefined): Outcome<JsonObject | undefined> {
  if (!file) return { value: undefined, diagnostics: [] };
  const { value: yaml, diagnostics } = readYaml(file);
  if (!isJsonObject(yaml.value)) return { value: undefined, diagnostics };
  const vars = own(yaml.value, 'vars');
  if (isJsonObject(vars)) return { value: vars, diagnostics };
  if (vars === undefined || vars === null) return { value: undefined, diagnostics };
  const at = yaml.place(['vars']);
  const found = problem('project/vars', `vars: in ${file.path} must be a mapping.`, { at });
  return { value: undefined, diagnostics: [...diagnostics, found] };
}
