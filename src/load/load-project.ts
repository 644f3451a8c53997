import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../core/diagnostic.js';
import { isJsonObject, own } from '../core/json.js';
import type { PackageFiles, Project } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import type { YamlText } from '../core/yaml.js';
import { readYaml } from '../core/yaml.js';
import type { RenderText } from '../core/yaml-templates.js';
import { findProfiles } from './find-profiles.js';
import { findProjectRoot, PROJECT_FILE } from './find-project.js';
import { checkInstalled } from './installed-packages.js';
import { byCodePoint } from './list-files.js';
import { NO_RESOURCES, readResources } from './package-files.js';
import { readText } from './read-text.js';
import { onePath, resourcePaths } from './resource-paths.js';
import { look } from './witness.js';

export interface LoadOptions {
  /** Where the command was given; paths of options are relative to it. */
  readonly cwd: string;
  readonly projectDir?: string | undefined;
  readonly profilesDir?: string | undefined;
  /** DBT_PROFILES_DIR is looked up here. */
  readonly env: { readonly [name: string]: string | undefined };
  /** For `~/.dbt`. */
  readonly home?: string | undefined;
  /** False where only the configuration is wanted: the resource paths are not read, nor are packages. */
  readonly resources?: boolean;
  /** False where profiles.yml does not matter (`--embedded`, `--database-url`). */
  readonly profiles?: boolean;
  /** Renders templates in the paths that dbt_project.yml names; without it such a path is refused. */
  readonly render?: RenderText;
}

/** Where packages lie unless packages-install-path says otherwise. */
const PACKAGES_FOLDER = 'dbt_packages';

/**
 * Reads everything that the later stages need from disk. Throws a DiagnosticError where there is no project or its
 * dbt_project.yml cannot be read; a file below the resource paths that cannot be read is an error among the diagnostics.
 */
export async function loadProject(options: LoadOptions): Promise<Outcome<Project>> {
  const root = await findProjectRoot(options.cwd, options.projectDir);
  const diagnostics: Diagnostic[] = [];
  const own = readPackage(root, '', options, diagnostics);
  const packagesPath = onePath(own.text, 'packages-install-path', diagnostics, options.render) ?? PACKAGES_FOLDER;
  const profiles = options.profiles === false ? undefined : await profilesOf(root, options);
  const folders = options.resources === false ? [] : packageFolders(root, packagesPath);
  const packages = folders.map((folder) => readPackage(root, folder, options, diagnostics).files);
  const value: Project = {
    root,
    ...own.files,
    packages,
    packagesPath,
    ...(profiles ? { profiles } : {}),
    ...optionalFiles(root, diagnostics),
  };
  if (options.resources !== false) diagnostics.push(...checkInstalled({ ...value, folders }));
  return { value, diagnostics };
}

interface ReadPackage {
  readonly files: PackageFiles;
  readonly text: YamlText;
}

function readPackage(root: string, folder: string, options: LoadOptions, diagnostics: Diagnostic[]): ReadPackage {
  const projectFile = needText(root, folder + PROJECT_FILE);
  const yaml = readYaml(projectFile);
  if (hasErrors(yaml.diagnostics)) throw new DiagnosticError(yaml.diagnostics);
  if (!isJsonObject(yaml.value.value)) throw new DiagnosticError(emptyProject(projectFile));
  const paths = resourcePaths(yaml.value, options.render);
  const resources =
    options.resources === false ? { value: NO_RESOURCES, diagnostics: [] } : readResources(root, folder, paths.value);
  diagnostics.push(...paths.diagnostics, ...resources.diagnostics);
  return { files: { folder, projectFile, paths: paths.value, ...resources.value }, text: yaml.value };
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

function needText(root: string, path: string): SourceFile {
  const read = readText(join(root, path), path);
  if (read.problem) throw new DiagnosticError(read.problem);
  return read.file;
}

/** Folders of installed packages with a slash behind them, sorted. One without dbt_project.yml is no package. */
function packageFolders(root: string, packagesPath: string): readonly string[] {
  const home = join(root, packagesPath);
  if (!isFolder(home)) return [];
  return readdirSync(home)
    .filter((name) => !/^(?:[.]|__)/.test(name) && isFile(join(home, name, PROJECT_FILE)))
    .sort(byCodePoint)
    .map((name) => `${packagesPath}/${name}/`);
}

function isFolder(path: string): boolean {
  look(path);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(path: string): boolean {
  look(path);
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

type OptionalFiles = Pick<Project, 'engineFile' | 'varsFile' | 'selectorsFile' | 'packagesFile' | 'packageLockFile'>;

/** Files at the root that a project may have. */
function optionalFiles(root: string, diagnostics: Diagnostic[]): OptionalFiles {
  const read = (name: string): SourceFile | undefined => {
    if (!isFile(join(root, name))) return undefined;
    const { file, problem: found } = readText(join(root, name), name);
    if (found) diagnostics.push(found);
    return file;
  };
  const engineFile = read('jiggy.yml');
  const varsFile = read('vars.yml');
  const selectorsFile = read('selectors.yml');
  const packagesFile = packagesFileOf(read('packages.yml'), read('dependencies.yml'), diagnostics);
  const packageLockFile = read('package-lock.yml');
  return {
    ...(engineFile ? { engineFile } : {}),
    ...(varsFile ? { varsFile } : {}),
    ...(selectorsFile ? { selectorsFile } : {}),
    ...(packagesFile ? { packagesFile } : {}),
    ...(packageLockFile ? { packageLockFile } : {}),
  };
}

/** dependencies.yml may also list other projects alone; packages stand in one of the two. */
function packagesFileOf(
  packages: SourceFile | undefined,
  dependencies: SourceFile | undefined,
  diagnostics: Diagnostic[],
): SourceFile | undefined {
  if (!packages || !dependencies || !listsPackages(dependencies)) return packages ?? dependencies;
  const at = readYaml(dependencies).value.place(['packages'], 'key');
  const hint = 'Keep them in one file.';
  if (listsPackages(packages))
    diagnostics.push(
      problem('packages/two-files', 'packages.yml and dependencies.yml both list packages.', { at, hint }),
    );
  return dependencies;
}

function listsPackages(file: SourceFile): boolean {
  const { value } = readYaml(file).value;
  return isJsonObject(value) && own(value, 'packages') !== undefined;
}
