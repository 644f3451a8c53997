import { join } from 'node:path';
import type { Diagnostic, Outcome } from '../core/diagnostic.js';
import type { PackageFiles, ResourcePaths } from '../core/project.js';
import type { SourceFile } from '../core/source-file.js';
import type { Ignores } from './ignore.js';
import { readIgnores } from './ignore.js';
import { listFiles } from './list-files.js';
import { readText } from './read-text.js';

/** The texts of one package, by what they are. */
export type Resources = Omit<PackageFiles, 'folder' | 'projectFile' | 'paths'>;
type Resource = keyof Resources;

/** A package without any texts, for commands that want the configuration alone. */
export const NO_RESOURCES: Resources = {
  models: [],
  pythonModels: [],
  seeds: [],
  snapshots: [],
  functions: [],
  macros: [],
  tests: [],
  fixtures: [],
  analyses: [],
  docs: [],
  properties: [],
};

/**
 * Reads all texts of the package in `root`/`folder` (empty, or with a slash behind it). A file that cannot be read is
 * left out and named among the diagnostics. Paths of the texts are relative to `root`.
 */
export function readResources(root: string, folder: string, paths: ResourcePaths): Outcome<Resources> {
  const home = join(root, folder);
  const ignore = readText(join(home, '.dbtignore'), `${folder}.dbtignore`);
  const wanted = sortFiles(home, paths, ignore.file ? readIgnores(ignore.file.text) : () => false);
  const texts = Object.fromEntries(Object.keys(NO_RESOURCES).map((key) => [key, []])) as unknown as {
    [key in Resource]: SourceFile[];
  };
  const diagnostics: Diagnostic[] = ignore.problem && isThere(ignore.problem) ? [ignore.problem] : [];
  for (const [path, resource] of wanted) {
    const read = readText(join(home, path), folder + path);
    if (read.problem) diagnostics.push(read.problem);
    else texts[resource].push(read.file);
  }
  return { value: texts, diagnostics };
}

function isThere(problem: Diagnostic): boolean {
  return !problem.message.includes('ENOENT');
}

type ResourceFolder = Exclude<keyof ResourcePaths, 'docs' | 'assets'>;
const FOLDERS: readonly ResourceFolder[] = ['models', 'seeds', 'macros', 'tests', 'analyses', 'snapshots', 'functions'];

/** Which file is what, in the order of folders and paths. A file below two resource paths counts for the first. */
function sortFiles(home: string, paths: ResourcePaths, ignored: Ignores): ReadonlyMap<string, Resource> {
  const wanted = new Map<string, Resource>();
  const docsEverywhere = paths.docs.length === 0;
  for (const kind of FOLDERS) {
    for (const folder of paths[kind]) {
      for (const path of listFiles(home, folder)) {
        const resource = resourceOf(kind, folder, path);
        if (resource === undefined || wanted.has(path) || ignored(path)) continue;
        if (resource !== 'docs' || docsEverywhere) wanted.set(path, resource);
      }
    }
  }
  for (const folder of paths.docs) {
    for (const path of listFiles(home, folder)) if (path.endsWith('.md') && !ignored(path)) wanted.set(path, 'docs');
  }
  return wanted;
}

const SQL_RESOURCES: { readonly [kind in ResourceFolder]?: Resource } = {
  models: 'models',
  macros: 'macros',
  tests: 'tests',
  analyses: 'analyses',
  snapshots: 'snapshots',
  functions: 'functions',
};

function resourceOf(kind: ResourceFolder, folder: string, path: string): Resource | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const below = (name: string): boolean => kind === 'tests' && path.startsWith(`${folder}/${name}/`);
  if (extension === 'yml' || extension === 'yaml') return 'properties';
  if (extension === 'md') return 'docs';
  if (extension === 'py') return kind === 'models' ? 'pythonModels' : undefined;
  if (extension === 'csv') return kind === 'seeds' ? 'seeds' : below('fixtures') ? 'fixtures' : undefined;
  if (extension !== 'sql') return undefined;
  if (below('generic')) return 'macros';
  return below('fixtures') ? 'fixtures' : SQL_RESOURCES[kind];
}
