import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';

/** What a path was when it was looked at. */
export interface Sighting {
  /** What the file system says of it; empty where nothing was there. */
  readonly stamp: string;
  /** Of the file's bytes, or of the names in the folder. */
  readonly hash: string;
}

/** Everything that a piece of work looked at on disk, things that are not there included. */
export interface Sightings {
  /** Milliseconds since 1970: before the first look. */
  readonly since: number;
  readonly paths: ReadonlyMap<string, Sighting>;
}

const current = new AsyncLocalStorage<Map<string, Sighting>>();

/** Does the work, and tells what it looked at. */
export async function witnessed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly sightings: Sightings }> {
  const since = Date.now();
  const paths = new Map<string, Sighting>();
  const value = await current.run(paths, work);
  return { value, sightings: { since, paths } };
}

/** Notes a path before it is looked at: what it is, or that it is not there. */
export function look(path: string): void {
  const paths = current.getStore();
  if (paths && !paths.has(path)) paths.set(path, { stamp: stampOf(path), hash: hashAt(path) });
}

/** Reads a file and notes it. The stamp is older than the bytes, never newer. */
export function readNoted(path: string): Buffer {
  const paths = current.getStore();
  if (!paths) return readFileSync(path);
  const stamp = stampOf(path);
  try {
    const bytes = readFileSync(path);
    paths.set(path, { stamp, hash: hashOf(bytes) });
    return bytes;
  } catch (error) {
    paths.set(path, { stamp, hash: '' });
    throw error;
  }
}

/** File systems tell times as coarse as this; a change so close to the look may not show in the stamp. */
const COARSE_MS = 2000;

/** Whether all that was seen is as it was. Contents are compared where the stamp is another, or too young to be trusted. */
export function isUnchanged({ since, paths }: Sightings): boolean {
  for (const [path, seen] of paths) {
    const stamp = stampOf(path);
    if (stamp === seen.stamp && (stamp === '' || changedAt(stamp) < since - COARSE_MS)) continue;
    if (hashAt(path) !== seen.hash) return false;
  }
  return true;
}

/** Time of the last change first, then what else tells one state of a file from another. */
export function stampOf(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? [stat.ctimeMs, stat.mtimeMs, stat.size, stat.ino, stat.mode].join(':') : '';
  } catch {
    return '';
  }
}

function changedAt(stamp: string): number {
  return Number(stamp.slice(0, stamp.indexOf(':')));
}

function hashAt(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return '';
    return stat.isDirectory() ? hashOf(namesIn(path)) : hashOf(readFileSync(path));
  } catch {
    return '';
  }
}

function namesIn(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .map((each) => `${each.name}\0${each.isDirectory() ? 'folder' : 'file'}`)
    .sort()
    .join('\0');
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha1').update(content).digest('base64');
}
