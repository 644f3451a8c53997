import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import { look } from './witness.js';

export const PROJECT_FILE = 'dbt_project.yml';

/**
 * The absolute folder that holds dbt_project.yml: `projectDir` itself where it is given, else `cwd` or the nearest
 * folder above it. Throws `load/no-project` where there is none.
 */
export async function findProjectRoot(cwd: string, projectDir?: string): Promise<string> {
  if (projectDir !== undefined) {
    const root = resolve(cwd, projectDir);
    if (await isFile(join(root, PROJECT_FILE))) return root;
    throw noProject(`No ${PROJECT_FILE} in ${root}.`, 'Give --project-dir the folder that holds it.');
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (await isFile(join(folder, PROJECT_FILE))) return folder;
    if (dirname(folder) === folder) break;
  }
  throw noProject(
    `No ${PROJECT_FILE} here or above (${resolve(cwd)}).`,
    'Go into a project, name it with --project-dir, or start one with: jiggy init my_project',
  );
}

function noProject(message: string, hint: string): DiagnosticError {
  return new DiagnosticError(problem('load/no-project', message, { hint }));
}

export async function isFile(path: string): Promise<boolean> {
  look(path);
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
