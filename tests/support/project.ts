import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OpenedProject, OpenOptions } from '../../src/cli/project.js';
import { openProject } from '../../src/cli/project.js';

export { placeText, tell } from './tell.js';

/** A project as a test writes it: path -> text. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Stands in where a test does not care for dbt_project.yml. */
const PROJECT_FILE = 'name: shop\nprofile: shop\n';

/** Writes files into a new folder that is removed when the test ends; gives its path. */
export async function writeFiles(files: Files): Promise<string> {
  const root = await newFolder(files);
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

/** Writes a project; dbt_project.yml is added where it is not among the files. */
export function writeProject(files: Files): Promise<string> {
  return writeFiles({ 'dbt_project.yml': PROJECT_FILE, ...files });
}

/**
 * Opens a project that sees nothing of this machine: no environment, no `~/.dbt`. Its folder is gone afterwards, since
 * all texts are read by then.
 */
export async function openFiles(files: Files, options: Partial<OpenOptions> = {}): Promise<OpenedProject> {
  const root = await newFolder({ 'dbt_project.yml': PROJECT_FILE, ...files });
  try {
    return await openProject({ cwd: root, env: {}, home: join(root, 'no-home'), ...options });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function newFolder(files: Files): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'jiggy-project-')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
