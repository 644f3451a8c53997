import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import { readYaml } from '../core/yaml.js';

/** What `--warn-error` and `--warn-error-options` say. */
export interface WarningFlags {
  readonly warnError?: boolean | undefined;
  /** YAML of the command line, or what dbt_project.yml holds. */
  readonly warnErrorOptions?: string | JsonObject | undefined;
}

/** What becomes of a diagnostic: itself, itself as an error, or nothing. */
export type WarningPolicy = (diagnostic: Diagnostic) => Diagnostic | undefined;

/** dbt's name of each warning of ours that dbt has as well: `all` means these. The others are named by their codes. */
const DBT_NAMES: Readonly<Record<string, readonly string[]>> = {
  'project/old-key': ['ConfigSourcePathDeprecation', 'ConfigDataPathDeprecation'],
  'project/unused-config': ['UnusedResourceConfigPath'],
  'properties/no-such-macro': ['MacroNotFoundForPatch'],
  'properties/no-such-node': ['NoNodeForYamlKey'],
  'packages/unpinned': ['DepsUnpinned'],
  'properties/unknown-key': ['CustomKeyInObjectDeprecation'],
  'select/ignored': ['SelectExcludeIgnoredWithSelectorWarning'],
  'select/nothing': ['NoNodesForSelectionCriteria', 'NothingToDo', 'NoNodesSelected'],
  'source/override': ['SourceOverrideDeprecation'],
  'template/warning': ['JinjaLogWarning'],
  'test/unknown-ref': ['NodeNotFoundOrDisabled', 'InvalidDisabledTargetInTestNode'],
};

/** The policy of the flags. Throws `usage/warn-error-options` for what is no such mapping. */
export function warningPolicy(flags: WarningFlags): WarningPolicy {
  const options = optionsOf(flags.warnErrorOptions);
  const error = flags.warnError === true ? 'all' : namesOf(options, 'error', 'include');
  const warn = namesOf(options, 'warn', 'exclude');
  const silence = namesOf(options, 'silence');
  return (diagnostic) => {
    if (diagnostic.severity !== 'warning') return diagnostic;
    if (silence !== 'all' && isNamed(diagnostic, silence)) return undefined;
    const raised = isNamed(diagnostic, error) && !(warn !== 'all' && isNamed(diagnostic, warn));
    return raised ? { ...diagnostic, severity: 'error' } : diagnostic;
  };
}

/** Whether tests that warn are to fail. */
export function failsOnWarningTests(flags: WarningFlags): boolean {
  if (flags.warnError === true) return true;
  const error = namesOf(optionsOf(flags.warnErrorOptions), 'error', 'include');
  return error === 'all' || error.includes('LogTestResult');
}

function isNamed({ code }: Diagnostic, names: 'all' | readonly string[]): boolean {
  const known = DBT_NAMES[code] ?? [];
  if (names === 'all') return known.length > 0;
  return [code, ...known].some((name) => names.includes(name));
}

function optionsOf(given: string | JsonObject | undefined): JsonObject {
  if (given === undefined) return {};
  const value: Json | undefined = typeof given === 'string' ? yamlValue(given) : given;
  if (isJsonObject(value)) return value;
  throw wrong('It must be a mapping with error, warn and silence.');
}

function yamlValue(text: string): Json | undefined {
  const { value, diagnostics } = readYaml({ path: '--warn-error-options', text });
  return diagnostics.some(({ severity }) => severity === 'error') ? undefined : value.value;
}

function namesOf(options: JsonObject, ...keys: readonly string[]): 'all' | readonly string[] {
  const value = keys.map((key) => own(options, key)).find((each) => each !== undefined && each !== null);
  if (value === undefined) return [];
  if (value === 'all' || value === '*') return 'all';
  if (!isJsonList(value)) throw wrong(`${keys[0] ?? ''} must be a list of names, or all.`);
  return value.includes('all') || value.includes('*') ? 'all' : value.map(String);
}

function wrong(message: string): DiagnosticError {
  return new DiagnosticError(
    problem('usage/warn-error-options', `--warn-error-options cannot be read. ${message}`, {
      hint: `For example: --warn-error-options '{error: all, warn: [NoNodesForSelectionCriteria]}'`,
    }),
  );
}
