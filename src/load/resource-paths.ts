import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Json } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { ResourcePaths } from '../core/project.js';
import type { Place } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';
import { isTemplate } from '../core/yaml-templates.js';

const KEYS = {
  models: { key: 'model-paths', old: 'source-paths', otherwise: ['models'] },
  seeds: { key: 'seed-paths', old: 'data-paths', otherwise: ['seeds'] },
  macros: { key: 'macro-paths', old: undefined, otherwise: ['macros'] },
  tests: { key: 'test-paths', old: undefined, otherwise: ['tests'] },
  analyses: { key: 'analysis-paths', old: undefined, otherwise: ['analyses'] },
  snapshots: { key: 'snapshot-paths', old: undefined, otherwise: ['snapshots'] },
  functions: { key: 'function-paths', old: undefined, otherwise: ['functions'] },
  docs: { key: 'docs-paths', old: undefined, otherwise: [] },
  assets: { key: 'asset-paths', old: undefined, otherwise: [] },
} as const;

/**
 * The folders that dbt_project.yml names, dbt's defaults where it names none. Templates in them may ask for
 * variables of the command line and the environment. A path that leads out of the project is the error `load/path`.
 */
export function resourcePaths(text: YamlText, render?: RenderText): Outcome<ResourcePaths> {
  const diagnostics: Diagnostic[] = [];
  const read = (what: keyof typeof KEYS): readonly string[] => readPaths(text, KEYS[what], diagnostics, render);
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
      assets: read('assets'),
    },
    diagnostics,
  };
}

function readPaths(
  text: YamlText,
  names: { readonly key: string; readonly old: string | undefined; readonly otherwise: readonly string[] },
  diagnostics: Diagnostic[],
  render: RenderText | undefined,
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
    const at = (): Place => text.place(isJsonList(value) ? [key, index] : [key]);
    const path = checkedPath(
      render && typeof each === 'string' && isTemplate(each) ? rendered(each, at(), render) : each,
    );
    if (path !== undefined) return [path];
    const message = `${key} takes folders inside the project.`;
    diagnostics.push(
      problem('load/path', message, { at: at(), hint: `For example: ${key}: ["${names.otherwise[0] ?? 'docs'}"]` }),
    );
    return [];
  });
}

function rendered(text: string, at: Place, render: RenderText): Json {
  const made = render(text, at);
  if ('problem' in made) throw new DiagnosticError(made.problem);
  return made.value;
}

/** Relative, with forward slashes; nothing where it leads out of the project. */
export function checkedPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('{{') || value === '') return undefined;
  const path = value.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  return path.startsWith('/') || path.split('/').includes('..') ? undefined : path;
}

/** One folder inside the project that a key names, or nothing where it names none. */
export function onePath(
  text: YamlText,
  key: string,
  diagnostics: Diagnostic[],
  render?: RenderText,
): string | undefined {
  const names = { key, old: undefined, otherwise: [] };
  return readPaths(text, names, diagnostics, render)[0];
}
