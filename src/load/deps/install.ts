import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.js';
import { DiagnosticError, hasErrors, problem } from '../../core/diagnostic.js';
import type { Project } from '../../core/project.js';
import type { SourceFile } from '../../core/source-file.js';
import type { RenderText } from '../../core/yaml-templates.js';
import type { FetchedPackage } from './fetch-package.js';
import { hashOf, LOCK_FILE, lockText, packagesHash } from './lock-file.js';
import { readPackageSpecs } from './package-spec.js';
import { resolvePackages } from './resolve.js';

export interface InstallOptions {
  readonly project: Project;
  /** The name of the project, which no package may have. */
  readonly name: string;
  readonly render: RenderText;
  readonly signal: AbortSignal;
  /** Only package-lock.yml is written. */
  readonly lockOnly?: boolean;
  /** What the lock file pins is looked for anew. */
  readonly upgrade?: boolean;
}

/** What `deps` did. */
export interface Installed {
  readonly packages: readonly FetchedPackage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether package-lock.yml was written anew. */
  readonly locked: boolean;
}

/**
 * Installs what packages.yml lists, and what those packages need, all or nothing: everything is fetched into a folder
 * aside, which then takes the place of the installed packages. Throws `packages/*`; then all is as it was.
 */
export async function installPackages(options: InstallOptions): Promise<Installed> {
  const { project } = options;
  const diagnostics: Diagnostic[] = [];
  const { file, pinned, hash } = whatToInstall(options, diagnostics);
  const target = join(project.root, project.packagesPath);
  refuseUnsafe(project);
  const scratch = mkdtempSync(join(existingParent(target), '.jiggy-deps-'));
  try {
    const fetchOptions = { root: project.root, scratch: join(scratch, 'fetched'), signal: options.signal };
    mkdirSync(fetchOptions.scratch);
    const specs = file ? readPackageSpecs(file, options.render, diagnostics) : [];
    if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
    const { name, render } = options;
    const packages = await resolvePackages(specs, { name, render, pinned, fetch: fetchOptions, diagnostics });
    if (!options.lockOnly) swap(packages, join(scratch, 'installed'), target, join(scratch, 'old'));
    if (!pinned && hash !== undefined) {
      writeFileSync(
        join(project.root, LOCK_FILE),
        lockText(
          packages.map((each) => each.lock),
          hash,
        ),
      );
    }
    return { packages, diagnostics, locked: !pinned && hash !== undefined };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Plan {
  /** What lists the packages: the lock file where it was made from today's packages.yml. */
  readonly file?: SourceFile;
  readonly pinned: boolean;
  readonly hash?: string;
}

function whatToInstall(options: InstallOptions, diagnostics: Diagnostic[]): Plan {
  const { packagesFile, packageLockFile } = options.project;
  if (!packagesFile) return { pinned: false };
  const specs = readPackageSpecs(packagesFile, options.render, diagnostics);
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  const hash = packagesHash(specs.map((each) => each.written));
  const isCurrent = packageLockFile !== undefined && hashOf(packageLockFile) === hash;
  if (isCurrent && !options.upgrade && !options.lockOnly) return { file: packageLockFile, pinned: true, hash };
  return { file: packagesFile, pinned: false, hash };
}

/** The folder of packages is replaced as a whole: it must hold nothing else. */
function refuseUnsafe({ packagesPath, paths }: Project): void {
  const others = Object.values<readonly string[]>({ ...paths }).flat();
  const holdsSources = others.some((folder) => folder === packagesPath || folder.startsWith(`${packagesPath}/`));
  if (!['', '.'].includes(packagesPath) && !holdsSources) return;
  const message = `packages-install-path ${packagesPath} holds files of the project; deps would remove them.`;
  throw new DiagnosticError(
    problem('packages/path', message, { hint: 'For example: packages-install-path: dbt_packages' }),
  );
}

function existingParent(path: string): string {
  const parent = dirname(path);
  mkdirSync(parent, { recursive: true });
  return parent;
}

function swap(packages: readonly FetchedPackage[], made: string, target: string, old: string): void {
  mkdirSync(made);
  for (const each of packages) place(each, join(made, each.name));
  const was = existsSync(target);
  if (was) renameSync(target, old);
  try {
    renameSync(made, target);
  } catch (error) {
    if (was) renameSync(old, target);
    throw error;
  }
}

/** A local package is a link to its folder, a copy where the system gives no links. */
function place({ spec, folder }: FetchedPackage, path: string): void {
  if (spec.kind !== 'local') return renameSync(folder, path);
  try {
    symlinkSync(folder, path, 'dir');
  } catch {
    cpSync(folder, path, { recursive: true });
  }
}
