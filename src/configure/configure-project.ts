import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { isJsonObject, own } from '../core/json.js';
import type { Project, ProjectConfig } from '../core/project.js';
import { readYaml } from '../core/yaml.js';
import type { YamlRenderer } from '../core/yaml-templates.js';
import { chooseConnection } from './choose-connection.js';
import { dispatchOf } from './dispatch.js';
import { engineSettings } from './engine-settings.js';
import { flagsOf } from './flags.js';
import type { ReadProjectFile } from './package-config.js';
import { packageConfig, readProjectFile } from './package-config.js';
import { configurePackages } from './packages.js';
import { pythonModels } from './python-models.js';
import { checkVersion } from './require-version.js';
import { parseVarsOption, readVarsFile } from './vars.js';

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
  /** False with `--no-version-check`: require-dbt-version is passed over. */
  readonly versionCheck?: boolean | undefined;
  /** `--threads` */
  readonly threads?: number | undefined;
}

/**
 * Renders the project's and the profile's own YAML, chooses target and connection, and reads the installed packages.
 * Throws a DiagnosticError where the connection that was asked for cannot be had; everything else is collected.
 */
export function configureProject(project: Project, options: ConfigureOptions): Outcome<ProjectConfig> {
  const diagnostics: Diagnostic[] = [];
  const commandLine = parseVarsOption(options.vars);
  diagnostics.push(...commandLine.diagnostics);
  const varsFile = readVarsFile(project.varsFile);
  diagnostics.push(...varsFile.diagnostics);
  const names = { env: options.env, vars: { ...varsFile.value, ...commandLine.value } };
  const projectProfile = profileName(project, options, names);
  const { profiles } = project;
  const profileRender = options.renderer({ ...names, secrets: true });
  const chosen = chooseConnection({ ...options, projectProfile, profiles, render: profileRender }, diagnostics);
  const render = options.renderer({ ...names, target: chosen.target });
  const read = readProjectFile(project, render, diagnostics);
  const { text, mapping } = read;
  const self = packageConfig(project, read, diagnostics);
  if (varsFile.value && mapping.has('vars')) diagnostics.push(varsTwice(read));
  diagnostics.push(...oldVersion(read));
  const flags = flagsOf(text, mapping.object('flags') ?? {}, diagnostics);
  const versionCheck = options.versionCheck !== false && flags['version_check'] !== false;
  if (versionCheck) diagnostics.push(...checkVersion(text, mapping, 'This project'));
  const engine = engineSettings(project.engineFile);
  diagnostics.push(...engine.diagnostics);
  diagnostics.push(...pythonModels(project, self));
  const queryComment = mapping.json('query-comment') ?? (mapping.isNull('query-comment') ? null : undefined);
  const targetPath = mapping.text('target-path') ?? 'target';
  const value: ProjectConfig = {
    ...self,
    ...chosen,
    ...(varsFile.value ? { vars: varsFile.value } : {}),
    profile: chosen.target.profile,
    commandLineVars: commandLine.value,
    packages: configurePackages(project, self.name, render, versionCheck, diagnostics),
    dispatch: dispatchOf(text, mapping.json('dispatch'), diagnostics),
    packagesPath: project.packagesPath,
    cleanTargets: mapping.texts('clean-targets') ?? [targetPath],
    targetPath,
    logPath: mapping.text('log-path') ?? 'logs',
    flags,
    ...(queryComment === undefined ? {} : { queryComment }),
    engine: engine.value,
    env: options.env,
  };
  return { value, diagnostics };
}

/** dbt reads version 2 alone, and takes files that name none for that. */
function oldVersion({ text, mapping }: ReadProjectFile): readonly Diagnostic[] {
  const version = mapping.text('config-version');
  if (version === undefined || version === '2') return [];
  const message = `config-version ${version} is not read; it must be 2.`;
  return [problem('project/config-version', message, { at: text.place(['config-version']), hint: 'Remove the line.' })];
}

function varsTwice({ text }: ReadProjectFile): Diagnostic {
  return problem('project/vars', 'Variables stand both in dbt_project.yml and in vars.yml.', {
    at: text.place(['vars'], 'key'),
    hint: 'Keep them in one of the two.',
  });
}

function profileName(
  project: Project,
  options: ConfigureOptions,
  names: Parameters<YamlRenderer>[0],
): string | undefined {
  const text = readYaml(project.projectFile).value;
  const value = isJsonObject(text.value) ? own(text.value, 'profile') : undefined;
  if (typeof value !== 'string') return undefined;
  const rendered = options.renderer(names)(value, text.place(['profile']));
  return 'value' in rendered && typeof rendered.value === 'string' ? rendered.value : value;
}
