import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { spawnIdentity, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { run } from './child.js';
import { explainFailure } from './explain.js';
import { availableGuard } from './guard.js';
import { isRunning } from './process.js';

/**
 * Makes a database cluster at `directory` unless one is there. It grows in a neighbouring folder and is renamed when it
 * is whole: a kill in the middle leaves nothing half-made, and of two first starts one wins and the other uses its work.
 * `include` is a settings file, relative to the data directory, that overrides initdb's own defaults.
 */
export async function ensureCluster(
  directory: string,
  options: { binaries: Binaries; account: Account; include?: string; durable: boolean },
): Promise<void> {
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  const { account } = options;
  const fresh = `${directory}.new-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(fresh, { mode: 0o700 });
    chmodSync(fresh, 0o700);
    if (account.switched) chownSync(fresh, account.uid, account.gid);
    await initialise(fresh, directory, options);
    renameSync(fresh, directory);
    if (options.durable) syncFolder(dirname(directory));
  } catch (error) {
    await removeAs(account, fresh);
    if (existsSync(join(directory, 'PG_VERSION'))) return; // another process was quicker
    throw error;
  }
}

/** Removes what killed first starts left beside `directory`; only when nobody is at work there any more. */
export async function removeUnfinishedClusters(directory: string, account: Account): Promise<void> {
  const prefix = `${basename(directory)}.`;
  for (const name of readdirSync(dirname(directory))) {
    const owner = /^(?:new|old)-(\d+)-[0-9a-f]+$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '')?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) await removeAs(account, join(dirname(directory), name));
  }
}

/**
 * Removes a folder that belongs to the server's user. As root it is emptied by that user, so that nothing that the user
 * may have put there can lead root elsewhere.
 */
export async function removeAs(account: Account, directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  await run('/bin/sh', ['-c', 'cd "$1" && find . -mindepth 1 -delete', 'sh', directory], spawnIdentity(account));
  await run('/bin/rm', ['-rf', directory], {});
}

/** A new name survives a crash of the machine only when its folder is written, too. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

async function initialise(
  directory: string,
  target: string,
  { binaries, account, include, durable }: { binaries: Binaries; account: Account; include?: string; durable: boolean },
): Promise<void> {
  const args = [
    ...['-D', directory, '-U', 'postgres', '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']),
  ];
  // A kill of this process ends initdb as well.
  const [program, ...first] =
    availableGuard() === 'pdeathsig'
      ? (['setpriv', '--pdeathsig', 'TERM', '--', binaries.initdb] as const)
      : ([binaries.initdb] as const);
  const initdb = (locale: string): ReturnType<typeof run> =>
    run(program, [...first, ...args, `--locale=${locale}`], spawnIdentity(account), directory);
  let { status, output } = await initdb('C.UTF-8');
  // The locale is the operating system's, which may not have it; sorting and case are PostgreSQL's own in any case.
  if (status !== 0 && output.includes('invalid locale name')) ({ status, output } = await initdb('C'));
  if (status !== 0)
    throw new DiagnosticError(explainFailure('initdb', output, { directory: target, user: account.name }));
  if (include === undefined) return;
  const line = `\n# Sized to this machine at every start. Settings below this line win over it.\ninclude_if_exists '${include}'\n`;
  const append = ['-c', 'cat >> postgresql.conf'];
  const added = await run('/bin/sh', append, spawnIdentity(account), directory, line);
  if (added.status !== 0) {
    throw new DiagnosticError(
      problem(
        'postgres/cannot-initialise',
        `Cannot write the server's settings in ${directory}: ${added.output.trim()}`,
      ),
    );
  }
}
