import { join, resolve } from 'node:path';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { SourceFile } from '../core/source-file.js';
import { isFile } from './find-project.js';
import { readText } from './read-text.js';

export interface ProfilesSearch {
  readonly cwd: string;
  readonly root: string;
  /** `--profiles-dir` */
  readonly profilesDir?: string | undefined;
  /** DBT_PROFILES_DIR */
  readonly environmentDir?: string | undefined;
  readonly home?: string | undefined;
}

const PROFILES_FILE = 'profiles.yml';

/**
 * profiles.yml by dbt's search order: `--profiles-dir`, DBT_PROFILES_DIR, the project (dbt: the working directory),
 * `~/.dbt`. A folder that was named and holds none is the error `load/no-profiles`.
 */
export async function findProfiles(search: ProfilesSearch): Promise<SourceFile | undefined> {
  const named = search.profilesDir ?? nonEmpty(search.environmentDir);
  if (named !== undefined) {
    const by = search.profilesDir === undefined ? 'DBT_PROFILES_DIR' : '--profiles-dir';
    return readNamed(resolve(search.cwd, expandHome(named, search.home)), by);
  }
  const folders = [search.cwd, search.root, ...(search.home === undefined ? [] : [join(search.home, '.dbt')])];
  for (const folder of folders) {
    const path = join(folder, PROFILES_FILE);
    if (await isFile(path)) return readProfiles(path, folder === search.root ? PROFILES_FILE : path);
  }
  return undefined;
}

async function readNamed(folder: string, by: string): Promise<SourceFile> {
  const path = join(folder, PROFILES_FILE);
  if (await isFile(path)) return readProfiles(path, path);
  throw new DiagnosticError(
    problem('load/no-profiles', `No ${PROFILES_FILE} in ${folder}, the folder that ${by} names.`, {
      hint: `Put a ${PROFILES_FILE} there, or leave ${by} out.`,
    }),
  );
}

function readProfiles(path: string, shown: string): SourceFile {
  const read = readText(path, shown);
  if (read.problem) throw new DiagnosticError(read.problem);
  return read.file;
}

function expandHome(path: string, home: string | undefined): string {
  return home !== undefined && /^~(?=\/|$)/.test(path) ? home + path.slice(1) : path;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
