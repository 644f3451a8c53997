import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import type { Account } from './account.js';
import { binariesIn, completeLibraryLinks, installedBinaries, type Binaries } from './binaries.js';
import { ownFolder } from './folder.js';
import { canReach } from './reach.js';

/**
 * The binaries where the server's user can run them: as npm installed them, or, when their folder is closed to that user
 * (a checkout below root's home) or lacks its library links and cannot be written, as a copy in a cache folder.
 */
export function readableBinaries(account: Account, installed: Binaries = installedBinaries()): Binaries {
  if (canReach(account, installed.postgres) && completeLibraryLinks(installed.native)) return installed;
  const name = `postgres-${installed.version}-${process.platform}-${process.arch}`;
  const refusals: string[] = [];
  for (const parent of cacheFolders(account)) {
    const refusal = ownFolder(parent, account);
    if (refusal === undefined) return copyOnce(installed, join(parent, name));
    refusals.push(refusal);
  }
  throw new DiagnosticError(
    problem('postgres/no-cache', `The user ${account.name} cannot read PostgreSQL's programs in ${installed.native}.`, {
      also: refusals.map((note) => ({ note })),
      hint: 'Let that user through to the folder (chmod o+x on each folder above it), or use DATABASE_URL.',
    }),
  );
}

function cacheFolders(account: Account): string[] {
  if (account.switched) return ['/var/cache/jiggy', '/var/tmp/jiggy-root-cache'];
  const base = process.env['XDG_CACHE_HOME'];
  return [join(base !== undefined && base.startsWith('/') ? base : join(homedir(), '.cache'), 'jiggy')];
}

function copyOnce(installed: Binaries, target: string): Binaries {
  const copy = binariesIn(target, installed.version);
  if (existsSync(copy.postgres)) return copy;
  const fresh = `${target}.new-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    cpSync(installed.native, fresh, { recursive: true, dereference: false, verbatimSymlinks: true });
    openToAll(fresh);
    completeLibraryLinks(fresh);
    renameSync(fresh, target);
  } catch (error) {
    if (!existsSync(copy.postgres)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
}

/** Modes do not depend on this process's umask: everybody reads, only the owner writes. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
