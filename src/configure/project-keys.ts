import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { YamlText } from '../core/yaml.js';

/** Keys that dbt knows in dbt_project.yml. */
export const projectKeys: readonly string[] = [
  'name',
  'version',
  'config-version',
  'profile',
  'model-paths',
  'seed-paths',
  'macro-paths',
  'test-paths',
  'analysis-paths',
  'snapshot-paths',
  'function-paths',
  'docs-paths',
  'asset-paths',
  'source-paths',
  'data-paths',
  'target-path',
  'log-path',
  'packages-install-path',
  'clean-targets',
  'query-comment',
  'require-dbt-version',
  'dispatch',
  'on-run-start',
  'on-run-end',
  'models',
  'seeds',
  'snapshots',
  'sources',
  'tests',
  'data_tests',
  'unit_tests',
  'analyses',
  'functions',
  'metrics',
  'semantic-models',
  'saved-queries',
  'exposures',
  'vars',
  'flags',
  'quoting',
  'dbt-cloud',
  'restrict-access',
  'anchors',
];

/** Keys that would change what a run does, and that this version passes over. */
const PASSED_OVER: readonly { readonly key: string; readonly isSet: (value: Json) => boolean }[] = [
  { key: 'on-run-start', isSet: hasEntries },
  { key: 'on-run-end', isSet: hasEntries },
  { key: 'dispatch', isSet: hasEntries },
  { key: 'quoting', isSet: (value) => isJsonObject(value) && Object.values(value).includes(false) },
];

/** A `parse/not-yet` warning for each of them. */
export function unsupportedKeys(text: YamlText, project: JsonObject): Diagnostic[] {
  return PASSED_OVER.flatMap(({ key, isSet }) => {
    const value = own(project, key);
    if (value === undefined || value === null || !isSet(value)) return [];
    const message = `${key} is not supported by this version and has no effect.`;
    return [problem('parse/not-yet', message, { severity: 'warning', at: text.place([key], 'key') })];
  });
}

function hasEntries(value: Json): boolean {
  return typeof value === 'string' ? value !== '' : isJsonList(value) && value.length > 0;
}
