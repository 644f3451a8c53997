import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import type { PackageConfig, PackageFiles } from '../core/project.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { RenderText } from '../core/yaml-templates.js';
import { renderValues } from '../core/yaml-templates.js';
import { configTrees, writtenTrees } from './config-trees.js';
import { projectKeys } from './project-keys.js';

/** A dbt_project.yml, rendered, and what reads its keys. */
export interface ReadProjectFile {
  readonly text: YamlText;
  /** As it is written. */
  readonly written: JsonObject;
  readonly rendered: JsonObject;
  readonly mapping: YamlMapping;
}

/** Renders a dbt_project.yml and names the keys that dbt does not know. */
export function readProjectFile(file: PackageFiles, render: RenderText, diagnostics: Diagnostic[]): ReadProjectFile {
  const { value: text, diagnostics: syntax } = readYaml(file.projectFile);
  diagnostics.push(...syntax);
  const written = isJsonObject(text.value) ? text.value : {};
  const rendered = renderValues(text, written, [], { render, skip: notRendered }, diagnostics);
  const mapping = new YamlMapping(text, [], rendered, diagnostics);
  mapping.unknownKeys(projectKeys, 'project/unknown-key', 'error', 'dbt_project.yml');
  return { text, written, rendered, mapping };
}

const HOOKS = ['pre-hook', 'post-hook', 'pre_hook', 'post_hook'];

/** dbt renders these when they run, or (vars) never. */
function notRendered(path: YamlPath): boolean {
  const [first] = path;
  if (path.length === 1 && ['on-run-start', 'on-run-end', 'query-comment', 'vars'].includes(String(first))) return true;
  return HOOKS.includes(String(path.at(-1)).replace(/^\+\s*/, ''));
}

/** What any package's dbt_project.yml says, the project's own among them. */
export function packageConfig(
  files: PackageFiles,
  { text, written, rendered, mapping }: ReadProjectFile,
  diagnostics: Diagnostic[],
): PackageConfig {
  return {
    name: packageName(mapping, text, diagnostics),
    version: mapping.text('version') ?? '',
    folder: files.folder,
    vars: mapping.object('vars') ?? {},
    trees: configTrees(text, rendered, diagnostics),
    unrenderedTrees: writtenTrees(written),
    quoting: quotingOf(text, mapping, diagnostics),
    onRunStart: mapping.texts('on-run-start') ?? [],
    onRunEnd: mapping.texts('on-run-end') ?? [],
    restrictAccess: mapping.flag('restrict-access') ?? false,
  };
}

function packageName(mapping: YamlMapping, text: YamlText, diagnostics: Diagnostic[]): string {
  const name = mapping.text('name');
  if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) return name;
  const at = text.place(['name']);
  const message = name === undefined ? 'dbt_project.yml has no name.' : `${name} cannot be the name of a project.`;
  const hint = 'Letters, digits and underscores, no digit first, for example: name: my_project';
  diagnostics.push(problem('project/name', message, { at, hint }));
  return name ?? 'project';
}

const QUOTING_KEYS = ['database', 'schema', 'identifier'] as const;

function quotingOf(text: YamlText, mapping: YamlMapping, diagnostics: Diagnostic[]): PackageConfig['quoting'] {
  const quoting = new YamlMapping(text, ['quoting'], mapping.object('quoting') ?? {}, diagnostics);
  quoting.unknownKeys(
    [...QUOTING_KEYS, 'project', 'column', 'snowflake_ignore_case'],
    'project/unknown-key',
    'error',
    'quoting',
  );
  const read = QUOTING_KEYS.flatMap((key) => {
    const value = quoting.flag(key);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(read) as PackageConfig['quoting'];
}
