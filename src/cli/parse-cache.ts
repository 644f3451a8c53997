import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { PROJECT_FILE } from '../load/find-project.js';
import type { Sighting, Sightings } from '../load/witness.js';
import { isUnchanged, stampOf } from '../load/witness.js';
import type { OpenOptions } from './project.js';
import { version } from './version.js';
import type { EnvironmentReads } from './watched-environment.js';
import { readsTheSame } from './watched-environment.js';
import type { WrittenManifest } from './written-manifest.js';

/** What `parse` said of a project, and everything that it said it because of. */
export interface ParseRecord {
  readonly diagnostics: readonly Diagnostic[];
  /** What the project holds, in words. */
  readonly summary: string;
  /** The manifest that was written; none with --no-write-json. */
  readonly manifest?: WrittenManifest;
}

/** What a record depends on, beside the surroundings that `OpenOptions` tell. */
export interface ParseInputs {
  readonly sightings: Sightings;
  readonly environment: EnvironmentReads;
}

interface Stored extends ParseRecord {
  readonly key: string;
  readonly since: number;
  readonly environment: EnvironmentReads;
  readonly paths: readonly (readonly [path: string, sighting: Sighting])[];
}

/** Higher with each change of what is stored. */
const FORMAT = 1;

/**
 * What stands for this build of the program: a record of another build is not believed. Undefined where it runs from its
 * sources, which change without telling.
 */
export function buildStamp(): string | undefined {
  const built = statSync(new URL('../.tsbuildinfo', import.meta.url), { throwIfNoEntry: false });
  return built && `${version} ${String(built.mtimeMs)}`;
}

/** A record that holds still. */
export interface KnownParse {
  readonly record: ParseRecord;
  /** Keeps the record with the manifest that was written now. */
  readonly keepManifest: (manifest: WrittenManifest) => Promise<void>;
}

/** Which command line, in which surroundings. */
export interface ParseQuestion {
  /** Absolute path of the project. */
  readonly root: string;
  /** What `buildStamp` gives. */
  readonly build: string;
  readonly options: OpenOptions;
  readonly writeJson: boolean | undefined;
}

/** What `parse` said last, where it would say the same again; undefined for every doubt. */
export function recallParse(question: ParseQuestion): KnownParse | undefined {
  try {
    const path = cachePath(question);
    const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored;
    if (!holds(stored, question)) return undefined;
    return { record: stored, keepManifest: (manifest) => store(path, { ...stored, manifest }) };
  } catch {
    return undefined; // none, cut off, or of some other program
  }
}

function holds({ key, environment, manifest, since, paths }: Stored, question: ParseQuestion): boolean {
  if (key !== keyOf(question) || !readsTheSame(environment, question.options.env)) return false;
  if (manifest && stampOf(manifest.path) !== manifest.stamp) return false;
  return isUnchanged({ since, paths: new Map(paths) });
}

/** Keeps a record for the next time. */
export async function keepParse(question: ParseQuestion, inputs: ParseInputs, record: ParseRecord): Promise<void> {
  const { sightings, environment } = inputs;
  const stored = { ...record, key: keyOf(question), environment, since: sightings.since, paths: [...sightings.paths] };
  await store(cachePath(question), stored);
}

/** A folder that cannot be written is no error: the next time takes longer. */
async function store(path: string, stored: Stored): Promise<void> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, JSON.stringify(stored));
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true });
  }
}

function cachePath({ root, options: { targetPath } }: ParseQuestion): string {
  const target = targetPath ?? targetIn(readFileSync(join(root, PROJECT_FILE), 'utf8'));
  return join(resolve(root, target), '.jiggy-cache', 'parse.json');
}

/** The target folder as far as it can be known without reading YAML. A guess does no harm: it is the same each time. */
function targetIn(text: string): string {
  return /^target-path:[ \t]*["']?([\w./-]+)["']?[ \t]*$/m.exec(text)?.[1] ?? 'target';
}

function keyOf({ root, build, writeJson, options: { env: _, ...options } }: ParseQuestion): string {
  const facts = [FORMAT, build, root, writeJson ?? null, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64');
}
