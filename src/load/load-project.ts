import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../core/diagnostic.js';
import { isJsonObject } from '../core/json.js';
import type { PackageFiles, Project, ResourcePaths } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import { readYaml } from '../core/yaml.js';
import { findProfiles } from './find-profiles.js';
import { findProjectRoot, isFile, PROJECT_FILE } from './find-project.js';
import { listFiles } from './list-files.js';
import { readText } from './read-text.js';
import { resourcePaths } from './resource-paths.js';

export interface LoadOptions {
  /** Where the command was given; paths of options are relative to it. */
  readonly cwd: string;
  readonly projectDir?: string | undefined;
  readonly profilesDir?: string | undefined;
  /** DBT_PROFILES_DIR is looked up here. */
  readonly env: { readonly [name: string]: string | undefined };
  /** For `~/.dbt`. */
  readonly home?: string | undefined;
  /** False where only the configuration is wanted: the resource paths are not read. */
  readonly resources?: boolean;
  /** False where profiles.yml does not matter (`--embedded`, `--database-url`). */
  readonly profiles?: boolean;
}

/**
 * Reads everything that the later stages need from disk. Throws a DiagnosticError where there is no project or its
 * dbt_project.yml cannot be read; a file below the resource paths that cannot be read is an error among the diagnostics.
 */
export async function loadProject(options: LoadOptions): Promise<Outcome<Project>> {
  const root = await findProjectRoot(options.cwd, options.projectDir);
  const projectFile = await needText(root, PROJECT_FILE);
  const yaml = readYaml(projectFile);
  if (hasErrors(yaml.diagnostics)) throw new DiagnosticError(yaml.diagnostics);
  if (!isJsonObject(yaml.value.value)) throw new DiagnosticError(emptyProject(projectFile));
  const paths = resourcePaths(yaml.value);
  const profiles = options.profiles === false ? undefined : await profilesOf(root, options);
  const engineFile = (await isFile(join(root, 'jiggy.yml'))) ? await needText(root, 'jiggy.yml') : undefined;
  const resources = await readResources(root, options.resources === false ? undefined : paths.value);
  return {
    value: {
      root,
      projectFile,
      ...(profiles ? { profiles } : {}),
      ...(engineFile ? { engineFile } : {}),
      folder: '',
      packages: [],
      paths: paths.value,
      ...resources.value,
    },
    diagnostics: [...paths.diagnostics, ...resources.diagnostics, ...(await passedOverFiles(root))],
  };
}

function emptyProject(file: SourceFile): Diagnostic {
  return problem('project/empty', `${file.path} holds no settings.`, {
    at: { file: file.path, line: 1, column: 1 },
    hint: 'It needs at least: name: my_project',
  });
}

function profilesOf(root: string, options: LoadOptions): Promise<SourceFile | undefined> {
  const { cwd, profilesDir, env, home } = options;
  return findProfiles({ cwd, root, profilesDir, environmentDir: env['DBT_PROFILES_DIR'], home });
}

async function needText(root: string, path: string): Promise<SourceFile> {
  const read = await readText(join(root, path), path);
  if (read.problem) throw new DiagnosticError(read.problem);
  return read.file;
}

type Resources = Omit<PackageFiles, 'folder' | 'projectFile' | 'paths'>;
type Resource = keyof Resources;

async function readResources(root: string, paths: ResourcePaths | undefined): Promise<Outcome<Resources>> {
  const texts: Record<Resource, SourceFile[]> = {
    models: [],
    seeds: [],
    macros: [],
    tests: [],
    analyses: [],
    properties: [],
    snapshots: [],
    functions: [],
    fixtures: [],
    docs: [],
  };
  if (!paths) return { value: texts, diagnostics: [] };
  const { wanted, diagnostics } = await sortFiles(root, paths);
  const read = await Promise.all([...wanted.keys()].map((path) => readText(join(root, path), path)));
  [...wanted.values()].forEach((resource, index) => {
    const each = read[index];
    if (each?.problem) diagnostics.push(each.problem);
    else if (each) texts[resource].push(each.file);
  });
  return { value: texts, diagnostics };
}

/** Which file is what. A file below two resource paths counts for the first. */
async function sortFiles(
  root: string,
  paths: ResourcePaths,
): Promise<{ wanted: Map<string, Resource>; diagnostics: Diagnostic[] }> {
  const wanted = new Map<string, Resource>();
  const diagnostics: Diagnostic[] = [];
  for (const kind of ['models', 'seeds', 'macros', 'tests', 'analyses', 'snapshots'] as const) {
    for (const folder of paths[kind]) {
      for (const path of await listFiles(root, folder)) {
        if (wanted.has(path)) continue;
        const resource = resourceOf(kind, folder, path);
        if (resource === 'python') diagnostics.push(notYet(path, 'Python models are'));
        else if (resource === 'snapshot') diagnostics.push(notYet(path, 'Snapshots are'));
        else if (resource !== undefined) wanted.set(path, resource);
      }
    }
  }
  return { wanted, diagnostics };
}

function resourceOf(
  kind: keyof ResourcePaths,
  folder: string,
  path: string,
): Resource | 'python' | 'snapshot' | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  if (extension === 'yml' || extension === 'yaml') return 'properties';
  if (extension === 'py' && kind === 'models') return 'python';
  if (extension === 'csv') return kind === 'seeds' ? 'seeds' : undefined;
  if (extension !== 'sql') return undefined;
  if (kind === 'snapshots') return 'snapshot';
  // dbt looks for generic tests in test-paths/generic.
  if (kind === 'tests' && path.startsWith(`${folder}/generic/`)) return 'macros';
  return kind === 'seeds' || kind === 'docs' ? undefined : kind;
}

/** Files at the root that dbt would act on. */
const PASSED_OVER = [
  { path: 'packages.yml', what: 'Packages are' },
  { path: 'dependencies.yml', what: 'Packages are' },
  { path: '.dbtignore', what: 'Ignore lists are' },
];

async function passedOverFiles(root: string): Promise<Diagnostic[]> {
  const read = await Promise.all(PASSED_OVER.map(({ path }) => readText(join(root, path), path)));
  return PASSED_OVER.flatMap(({ path, what }, index) => {
    const text = read[index]?.file?.text.replaceAll(/^\s*(?:#.*)?$/gm, '').trim() ?? '';
    return text === '' ? [] : [notYet(path, what)];
  });
}

function notYet(path: string, what: string): Diagnostic {
  return problem('parse/not-yet', `${path} is left out: ${what} not supported by this version.`, {
    severity: 'warning',
    at: { file: path, line: 1, column: 1 },
  });
}
