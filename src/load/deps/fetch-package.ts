import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { isJsonObject, jsonText, own } from '../../core/json.js';
import { readYaml } from '../../core/yaml.js';
import { readText } from '../read-text.js';
import { checkOut } from './git.js';
import type { LockEntry } from './lock-file.js';
import type { LocalPackage, PackageSpec, TarballPackage } from './package-spec.js';
import { untar } from './untar.js';

/** A package on disk, not yet installed. */
export interface FetchedPackage {
  readonly spec: PackageSpec;
  /** By its dbt_project.yml; for a tarball as packages.yml calls it. */
  readonly name: string;
  readonly folder: string;
  /** What the lock file says of it. */
  readonly lock: LockEntry;
}

export interface FetchOptions {
  readonly root: string;
  /** Folder for what is fetched; the package gets a new one below it. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** Gets a package: finds a local one, checks out a repository, loads and unpacks a tarball. Throws `packages/*`. */
export async function fetchPackage(spec: PackageSpec, from: string, options: FetchOptions): Promise<FetchedPackage> {
  const written = (key: string): string => jsonText(own(spec.written, key));
  switch (spec.kind) {
    case 'local': {
      const folder = localFolder(spec, from, options.root);
      const name = nameOf(spec, folder);
      const isBelowRoot = folder === atHome(options.root, spec.path);
      const path = isBelowRoot ? written('local') : relative(options.root, folder);
      return { spec, name, folder, lock: { local: path, name } };
    }
    case 'git': {
      const { folder, commit } = await checkOut(spec, newFolder(options.scratch), options.signal);
      const name = nameOf(spec, folder);
      const subdirectory = spec.subdirectory === undefined ? {} : { subdirectory: spec.subdirectory };
      return { spec, name, folder, lock: { git: written('git'), name, revision: commit, ...subdirectory } };
    }
    case 'tarball': {
      const folder = await unpack(spec, options);
      return { spec, name: spec.name, folder, lock: { name: spec.name, tarball: written('tarball') } };
    }
  }
}

function newFolder(scratch: string): string {
  const folder = join(scratch, String(readdirSync(scratch).length + 1));
  mkdirSync(folder);
  return folder;
}

function atHome(folder: string, path: string): string {
  return resolve(folder, path.replace(/^~(?=\/|$)/, homedir()));
}

/** Relative to the project, as dbt has it; where nothing lies there, to the package that asks for it. */
function localFolder(spec: LocalPackage, from: string, root: string): string {
  const folders = [...new Set([atHome(root, spec.path), atHome(from, spec.path)])];
  const found = folders.find((folder) => existsSync(join(folder, 'dbt_project.yml')));
  if (found !== undefined) return found;
  throw new DiagnosticError(
    problem('packages/local', `There is no dbt_project.yml in ${spec.path}.`, {
      at: spec.at,
      hint: `Looked in ${folders.map((folder) => relative(root, folder) || '.').join(' and ')}; paths are relative to the project.`,
    }),
  );
}

function nameOf(spec: PackageSpec, folder: string): string {
  const { file } = readText(join(folder, 'dbt_project.yml'), `${spec.shown}/dbt_project.yml`);
  const value = file && readYaml(file).value.value;
  const name = isJsonObject(value) ? own(value, 'name') : undefined;
  if (typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name)) return name;
  const message = `The dbt_project.yml of ${spec.shown} gives no name.`;
  throw new DiagnosticError(problem('packages/name', message, { at: spec.at }));
}

async function unpack(spec: TarballPackage, options: FetchOptions): Promise<string> {
  const folder = newFolder(options.scratch);
  untar(await bytesOf(spec, options), folder, spec.shown);
  const inner = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'dbt_project.yml')));
  if (existsSync(join(folder, 'dbt_project.yml'))) return folder;
  if (inner.length === 1) return join(folder, inner[0] ?? '');
  throw new DiagnosticError(
    problem('packages/tarball', `There is no dbt_project.yml at the top of ${spec.shown}.`, { at: spec.at }),
  );
}

async function bytesOf(spec: TarballPackage, options: FetchOptions): Promise<Uint8Array> {
  try {
    if (!/^https?:/i.test(spec.url)) {
      return readFileSync(spec.url.startsWith('file:') ? fileURLToPath(spec.url) : resolve(options.root, spec.url));
    }
    const answer = await fetch(spec.url, { signal: options.signal });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    throw new Error(`the server answers ${answer.status}`);
  } catch (error) {
    if (options.signal.aborted) throw error;
    const { cause, code, message } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
    const why = (cause?.code ?? code ?? message).replaceAll(spec.url, spec.shown);
    throw new DiagnosticError(problem('packages/tarball', `${spec.shown} cannot be loaded: ${why}.`, { at: spec.at }));
  }
}
