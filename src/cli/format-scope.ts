import { statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { formatSettings } from '../configure/format-settings.js';
import { DiagnosticError, problem, valueOf } from '../core/diagnostic.js';
import { FORMAT_DEFAULTS, type FormatSettings } from '../core/format-settings.js';
import type { SourceFile } from '../core/source-file.js';
import { readYaml } from '../core/yaml.js';
import { findProjectRoot, PROJECT_FILE } from '../load/find-project.js';
import { listFiles } from '../load/list-files.js';
import { readText } from '../load/read-text.js';
import { resourcePaths } from '../load/resource-paths.js';

/** A file of SQL and how messages call it. */
export interface SqlFile {
  readonly absolute: string;
  readonly path: string;
  /** False for SQL that is run as it stands: migrations and queries of an application. */
  readonly isTemplate: boolean;
}

/** The project in which files are formatted; without one only the defaults. */
export interface FormatScope {
  readonly root?: string;
  readonly settings: FormatSettings;
}

/** Folders of SQL without templates, beside those that dbt_project.yml names. */
const PLAIN_FOLDERS = ['migrations', 'queries'];
const NOT_OURS = /(?:^|\/)(?:node_modules|target|dbt_packages|\.[^/]+)\//;

/** Finds the project and its settings. Where paths are given none is needed. */
export async function formatScope(
  cwd: string,
  projectDir: string | undefined,
  pathsGiven: boolean,
): Promise<FormatScope> {
  const root = await findProjectRoot(cwd, projectDir).catch((error: unknown) => {
    if (pathsGiven && projectDir === undefined && error instanceof DiagnosticError) return undefined;
    throw error;
  });
  if (root === undefined) return { settings: FORMAT_DEFAULTS };
  const file = statSync(join(root, 'jiggy.yml'), { throwIfNoEntry: false })?.isFile()
    ? needText(root, 'jiggy.yml')
    : undefined;
  return { root, settings: valueOf(formatSettings(file)) };
}

/** The files of the given paths, or of the project's folders; each once, in the order of the paths. */
export function filesToFormat(cwd: string, scope: FormatScope, paths: readonly string[]): readonly SqlFile[] {
  const found = paths.length > 0 ? paths.flatMap((path) => below(resolve(cwd, path), path)) : ofProject(scope);
  return [...new Set(found)].map((absolute) => sqlFile(absolute, cwd, scope.root));
}

function ofProject({ root }: FormatScope): readonly string[] {
  if (root === undefined) return [];
  const yaml = valueOf(readYaml(needText(root, PROJECT_FILE)));
  const { models, tests, analyses, snapshots } = valueOf(resourcePaths(yaml));
  const folders = [...models, ...tests, ...analyses, ...snapshots, ...PLAIN_FOLDERS];
  return folders.flatMap((folder) => sqlFiles(root, folder));
}

function below(absolute: string, given: string): readonly string[] {
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found?.isDirectory()) return sqlFiles(absolute, '');
  if (found?.isFile()) return [absolute];
  throw new DiagnosticError(problem('usage/no-file', `There is no file or folder ${given}.`));
}

function sqlFiles(root: string, folder: string): readonly string[] {
  const files = listFiles(root, folder);
  return files.filter((path) => path.endsWith('.sql') && !NOT_OURS.test(path)).map((path) => join(root, path));
}

function sqlFile(absolute: string, cwd: string, root: string | undefined): SqlFile {
  const shown = relative(root ?? cwd, absolute)
    .split(sep)
    .join('/');
  const plain = root !== undefined && PLAIN_FOLDERS.some((folder) => shown.startsWith(`${folder}/`));
  return { absolute, path: shown.startsWith('../') ? absolute : shown, isTemplate: !plain };
}

function needText(root: string, path: string): SourceFile {
  const read = readText(join(root, path), path);
  if (read.problem) throw new DiagnosticError(read.problem);
  return read.file;
}
