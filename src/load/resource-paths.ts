import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { ResourcePaths } from '../core/project.js';
import type { YamlText } from '../core/yaml.js';

const KEYS = {
  models: { key: 'model-paths', old: 'source-paths', otherwise: ['models'] },
  seeds: { key: 'seed-paths', old: 'data-paths', otherwise: ['seeds'] },
  macros: { key: 'macro-paths', old: undefined, otherwise: ['macros'] },
  tests: { key: 'test-paths', old: undefined, otherwise: ['tests'] },
  analyses: { key: 'analysis-paths', old: undefined, otherwise: ['analyses'] },
  snapshots: { key: 'snapshot-paths', old: undefined, otherwise: ['snapshots'] },
  functions: { key: 'function-paths', old: undefined, otherwise: ['functions'] },
  docs: { key: 'docs-paths', old: undefined, otherwise: [] },
} as const;

/**
 * The folders that dbt_project.yml names, dbt's defaults where it names none. Read before anything is rendered: a path
 * made by a template is the error `load/path`.
 */
export function resourcePaths(text: YamlText): Outcome<ResourcePaths> {
  const diagnostics: Diagnostic[] = [];
  const read = (what: keyof typeof KEYS): readonly string[] => readPaths(text, KEYS[what], diagnostics);
  return {
    value: {
      models: read('models'),
      seeds: read('seeds'),
      macros: read('macros'),
      tests: read('tests'),
      analyses: read('analyses'),
      snapshots: read('snapshots'),
      functions: read('functions'),
      docs: read('docs'),
    },
    diagnostics,
  };
}

function readPaths(
  text: YamlText,
  names: (typeof KEYS)[keyof typeof KEYS],
  diagnostics: Diagnostic[],
): readonly string[] {
  const root = isJsonObject(text.value) ? text.value : {};
  const key = names.old !== undefined && own(root, names.old) !== undefined ? names.old : names.key;
  if (key === names.old) {
    const more = { severity: 'warning', at: text.place([key], 'key'), hint: `Rename it to ${names.key}.` } as const;
    diagnostics.push(problem('project/old-key', `${key} is an old name of ${names.key}.`, more));
  }
  const value = own(root, key);
  if (value === undefined || value === null) return names.otherwise;
  const list = isJsonList(value) ? value : [value];
  return list.flatMap((each, index) => {
    const path = checkedPath(each);
    if (path !== undefined) return [path];
    const at = text.place(isJsonList(value) ? [key, index] : [key]);
    const message = `${key} takes folders inside the project, written without templates.`;
    diagnostics.push(problem('load/path', message, { at, hint: `For example: ${key}: ["${names.otherwise[0]}"]` }));
    return [];
  });
}

function checkedPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('{{') || value === '') return undefined;
  const path = value.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  return path.startsWith('/') || path.split('/').includes('..') ? undefined : path;
}
