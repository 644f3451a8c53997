import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../../core/diagnostic.js';
import type { RenderText } from '../../core/yaml-templates.js';
import { readText } from '../read-text.js';
import type { FetchedPackage, FetchOptions } from './fetch-package.js';
import { fetchPackage } from './fetch-package.js';
import type { PackageSpec } from './package-spec.js';
import { readPackageSpecs } from './package-spec.js';

export interface ResolveOptions {
  /** The project's own name. */
  readonly name: string;
  readonly render: RenderText;
  /** The list is a lock file's: complete, and not to be warned of. */
  readonly pinned: boolean;
  readonly fetch: FetchOptions;
  readonly diagnostics: Diagnostic[];
}

interface Wanted {
  readonly spec: PackageSpec;
  /** Folder of the package that asks for it. */
  readonly from: string;
  /** Names of the packages that lead to it. */
  readonly path: readonly string[];
}

/**
 * Fetches packages and the packages that those need, each once, in the order in which they are found. Throws
 * `packages/conflict` (two revisions of one repository), `packages/same-name`, `packages/cycle`.
 */
export async function resolvePackages(
  specs: readonly PackageSpec[],
  options: ResolveOptions,
): Promise<readonly FetchedPackage[]> {
  const found = new Map<string, FetchedPackage>();
  const queue: Wanted[] = specs.map((spec) => ({ spec, from: options.fetch.root, path: [] }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const known = found.get(identityOf(next.spec));
    if (known) {
      checkAgain(known, next);
      continue;
    }
    warnUnpinned(next.spec, options);
    const fetched = await fetchPackage(next.spec, next.from, options.fetch);
    const same = [...found.values()].find((each) => each.name === fetched.name);
    if (same?.folder === fetched.folder) {
      found.set(identityOf(next.spec), same);
      checkAgain(same, next);
      continue;
    }
    checkName(fetched, same, next, options);
    found.set(identityOf(next.spec), fetched);
    if (!options.pinned) queue.push(...needsOf(fetched, next, options));
  }
  return [...new Set(found.values())];
}

/** Entries with the same identity ask for the same package, maybe in different revisions. */
function identityOf(spec: PackageSpec): string {
  switch (spec.kind) {
    case 'local':
      return `local ${spec.path}`;
    case 'git':
      return `git ${spec.url.replace(/(?:\.git)?\/*$/, '')} ${spec.subdirectory ?? ''}`;
    case 'tarball':
      return `tarball ${spec.url}`;
  }
}

function checkAgain(known: FetchedPackage, { spec, path }: Wanted): void {
  if (path.includes(known.name)) {
    const circle = [...path.slice(path.indexOf(known.name)), known.name].join(' -> ');
    throw new DiagnosticError(
      problem('packages/cycle', `Packages need each other in a circle: ${circle}.`, {
        at: spec.at,
        hint: 'Remove one of these dependencies.',
      }),
    );
  }
  if (spec.kind !== 'git' || known.spec.kind !== 'git' || spec.revision === known.spec.revision) return;
  const revisions = [known.spec.revision, spec.revision].map((each) => each ?? 'the default branch').join(' and ');
  throw new DiagnosticError(
    problem('packages/conflict', `${spec.shown} is asked for in two revisions: ${revisions}.`, {
      at: spec.at,
      also: [{ note: 'first here', at: known.spec.at }],
      hint: 'Ask for one revision everywhere.',
    }),
  );
}

function checkName(
  fetched: FetchedPackage,
  same: FetchedPackage | undefined,
  wanted: Wanted,
  options: ResolveOptions,
): void {
  const { name, spec } = fetched;
  if (name === options.name && wanted.path.length > 0) {
    const circle = [options.name, ...wanted.path, name].join(' -> ');
    throw new DiagnosticError(
      problem('packages/cycle', `Packages need each other in a circle: ${circle}.`, { at: spec.at }),
    );
  }
  if (name !== options.name && !same) return;
  const message =
    name === options.name
      ? `The package ${spec.shown} has the project's own name, ${name}.`
      : `Two packages have the name ${name}.`;
  throw new DiagnosticError(
    problem('packages/same-name', message, {
      at: spec.at,
      ...(same ? { also: [{ note: 'first here', at: same.spec.at }] } : {}),
      hint: 'Names of packages must differ.',
    }),
  );
}

function warnUnpinned(spec: PackageSpec, options: ResolveOptions): void {
  if (options.pinned || spec.kind !== 'git' || !spec.warnUnpinned) return;
  if (spec.revision !== undefined && !['HEAD', 'main', 'master'].includes(spec.revision)) return;
  const what = spec.revision === undefined ? 'its default branch' : spec.revision;
  options.diagnostics.push(
    problem('packages/unpinned', `${spec.shown} is not pinned: whatever ${what} holds is installed.`, {
      severity: 'warning',
      at: spec.at,
      hint: 'Add revision: <tag or commit>, or warn-unpinned: false.',
    }),
  );
}

function needsOf(fetched: FetchedPackage, wanted: Wanted, options: ResolveOptions): readonly Wanted[] {
  const files = ['packages.yml', 'dependencies.yml'].map((name) =>
    readText(join(fetched.folder, name), `${fetched.name}/${name}`),
  );
  const diagnostics: Diagnostic[] = [];
  const specs = files.flatMap(({ file }) => (file ? readPackageSpecs(file, options.render, diagnostics) : []));
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  return specs.map((spec) => ({ spec, from: fetched.folder, path: [...wanted.path, fetched.name] }));
}
