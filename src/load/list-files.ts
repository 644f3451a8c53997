import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** dbt passes over names that begin so: hidden files, editors' backups and locks. */
const IGNORED_NAME = /^[.#~]/;

/**
 * Every file below `root`/`folder`, relative to `root`, with forward slashes, sorted. Links are followed once; a folder
 * that is not there has no files.
 */
export async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  await walk(root, folder.replace(/\/+$/, ''), new Set(), found);
  return found.sort(byCodePoint);
}

async function walk(root: string, folder: string, seen: Set<string>, found: string[]): Promise<void> {
  const absolute = join(root, folder);
  const real = await realpath(absolute).catch(() => undefined);
  if (real === undefined || seen.has(real)) return;
  seen.add(real);
  const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
  await Promise.all(entries.map((entry) => visit(root, folder, entry, seen, found)));
}

async function visit(root: string, folder: string, entry: Dirent, seen: Set<string>, found: string[]): Promise<void> {
  const path = folder === '' || folder === '.' ? entry.name : `${folder}/${entry.name}`;
  const kind = entry.isSymbolicLink() ? await stat(join(root, path)).catch(() => undefined) : entry;
  if (kind?.isDirectory()) await walk(root, path, seen, found);
  else if (kind?.isFile() && !IGNORED_NAME.test(entry.name)) found.push(path);
}

/** Order by code unit, the same on every machine whatever its language. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
