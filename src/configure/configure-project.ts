import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { Project, ProjectConfig } from '../core/project.js';
import type { YamlPath, YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import { YamlMapping } from '../core/yaml-mapping.js';
import type { YamlRenderer } from '../core/yaml-templates.js';
import { renderValues } from '../core/yaml-templates.js';
import { chooseConnection } from './choose-connection.js';
import { engineSettings } from './engine-settings.js';
import { projectKeys, unsupportedKeys } from './project-keys.js';
import { mergeVars, parseVarsOption } from './vars.js';

export interface ConfigureOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Renders templates inside YAML; handed in, so that this stage needs to know nothing of dbt's names. */
  readonly renderer: YamlRenderer;
  /** `--profile` */
  readonly profile?: string | undefined;
  /** `--target` */
  readonly target?: string | undefined;
  /** `--vars`, YAML or JSON */
  readonly vars?: string | undefined;
  /** `--database-url` */
  readonly databaseUrl?: string | undefined;
  /** `--embedded` */
  readonly embedded?: boolean | undefined;
  /** `--threads` */
  readonly threads?: number | undefined;
}

/**
 * Renders the project's and the profile's own YAML, chooses target and connection. Throws a DiagnosticError where the
 * connection that was asked for cannot be had; everything else is collected.
 */
export function configureProject(project: Project, options: ConfigureOptions): Outcome<ProjectConfig> {
  const text = readYaml(project.projectFile);
  const diagnostics: Diagnostic[] = [...text.diagnostics];
  const written = isJsonObject(text.value.value) ? text.value.value : {};
  const commandLine = parseVarsOption(options.vars);
  diagnostics.push(...commandLine.diagnostics);
  const names = { env: options.env, vars: commandLine.value };
  const chosen = chooseConnection(
    {
      ...options,
      projectProfile: profileName(written, text.value, options, names),
      profiles: project.profiles,
      render: options.renderer({ ...names, secrets: true }),
    },
    diagnostics,
  );
  const render = options.renderer({ ...names, target: chosen.target });
  const rendered = renderValues(text.value, written, [], { render, skip: notRendered }, diagnostics);
  const mapping = new YamlMapping(text.value, [], rendered, diagnostics);
  mapping.unknownKeys(projectKeys, 'project/unknown-key', 'warning', 'dbt_project.yml');
  diagnostics.push(...unsupportedKeys(text.value, rendered));
  const engine = engineSettings(project.engineFile);
  diagnostics.push(...engine.diagnostics);
  const name = projectName(mapping, text.value);
  diagnostics.push(...name.diagnostics);
  const value: ProjectConfig = {
    name: name.value,
    version: mapping.text('version') ?? '',
    profile: chosen.target.profile,
    ...chosen,
    folder: '',
    vars: mergeVars(mapping.object('vars') ?? {}, name.value, commandLine.value),
    commandLineVars: commandLine.value,
    trees: configTrees(mapping),
    unrenderedTrees: configTrees(mapping),
    quoting: {},
    onRunStart: [],
    onRunEnd: [],
    restrictAccess: false,
    packages: new Map(),
    dispatch: [],
    packagesPath: 'dbt_packages',
    cleanTargets: mapping.texts('clean-targets') ?? [mapping.text('target-path') ?? 'target'],
    targetPath: mapping.text('target-path') ?? 'target',
    flags: mapping.object('flags') ?? {},
    engine: engine.value,
    env: options.env,
  };
  return { value, diagnostics };
}

function profileName(
  written: JsonObject,
  text: YamlText,
  options: ConfigureOptions,
  names: Parameters<YamlRenderer>[0],
): string | undefined {
  const value = own(written, 'profile');
  if (typeof value !== 'string') return undefined;
  const rendered = options.renderer(names)(value, text.place(['profile']));
  return 'value' in rendered && typeof rendered.value === 'string' ? rendered.value : value;
}

const HOOKS = ['pre-hook', 'post-hook', 'pre_hook', 'post_hook'];

/** dbt renders these when they run, or (vars) never. */
function notRendered(path: YamlPath): boolean {
  const [first] = path;
  if (path.length === 1 && ['on-run-start', 'on-run-end', 'query-comment', 'vars'].includes(String(first))) return true;
  return HOOKS.includes(String(path.at(-1)).replace(/^\+\s*/, ''));
}

function projectName(mapping: YamlMapping, text: YamlText): Outcome<string> {
  const name = mapping.text('name');
  if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) return { value: name, diagnostics: [] };
  const at = text.place(['name']);
  const message = name === undefined ? 'dbt_project.yml has no name.' : `${name} cannot be the name of a project.`;
  const hint = 'Letters, digits and underscores, no digit first, for example: name: my_project';
  return { value: name ?? 'project', diagnostics: [problem('project/name', message, { at, hint })] };
}

function configTrees(mapping: YamlMapping): ProjectConfig['trees'] {
  return {
    models: mapping.object('models') ?? {},
    seeds: mapping.object('seeds') ?? {},
    snapshots: mapping.object('snapshots') ?? {},
    functions: mapping.object('functions') ?? {},
    unit_tests: mapping.object('unit_tests') ?? {},
    exposures: mapping.object('exposures') ?? {},
    metrics: mapping.object('metrics') ?? {},
    semantic_models: mapping.object('semantic-models') ?? {},
    saved_queries: mapping.object('saved-queries') ?? {},
    analyses: mapping.object('analyses') ?? {},
    sources: mapping.object('sources') ?? {},
    data_tests: mapping.object('data_tests') ?? mapping.object('tests') ?? {},
  };
}
