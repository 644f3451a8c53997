import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { nameOf, serverAccount, type Account } from './account.js';
import { ownFolder } from './folder.js';
import { firstClosed } from './reach.js';
import { createWhole } from './whole-file.js';

/** Where a project's server lives. */
export interface ServerHome {
  /** The real path of the project. */
  readonly projectRoot: string;
  /** Holds everything below: `.jiggy` in the project, or a state folder of this user's. */
  readonly folder: string;
  readonly dataDirectory: string;
  /** Says which watchdog is at work. */
  readonly lockFile: string;
  /** Its time of change says when a command last asked for the server. */
  readonly leaseFile: string;
  /** There while the server is to stay up until it is stopped. */
  readonly keepFile: string;
  /** What the server and its watchdog say. */
  readonly logFile: string;
}

/** The files of a server's home in `folder`. */
export function homeIn(folder: string, projectRoot: string): ServerHome {
  const at = (name: string): string => join(folder, name);
  return {
    projectRoot,
    folder,
    dataDirectory: at('postgres'),
    lockFile: at('server.lock'),
    leaseFile: at('server.used'),
    keepFile: at('server.keep'),
    logFile: at('server.log'),
  };
}

/**
 * Finds a project's home without making anything: where its data is, or else where a first start would put it.
 * Throws `postgres/other-owner` and `postgres/data-closed` when there is data that this user cannot use.
 */
export function findHome(projectRoot: string): ServerHome {
  const root = realpathSync(projectRoot);
  const inside = homeIn(join(root, '.jiggy'), root);
  if (existsSync(inside.dataDirectory)) return checkData(inside);
  const outside = stateFolders().map((folder) => homeIn(join(folder, projectKey(root)), root));
  const used = outside.find((home) => existsSync(home.dataDirectory));
  if (used !== undefined) return checkData(used);
  return insideIsUsable(root) ? inside : (outside[0] ?? inside);
}

/** Makes the folder of a project's home, in another place than planned where that one cannot be had. */
export function prepareHome(planned: ServerHome): ServerHome {
  if (existsSync(planned.dataDirectory)) return planned;
  const account = accountFor(planned);
  const root = planned.projectRoot;
  const refusals: string[] = [];
  if (insideIsUsable(root)) {
    const refusal = ownFolder(join(root, '.jiggy'), account, 'correct');
    if (refusal === undefined) return homeIn(join(root, '.jiggy'), root);
    refusals.push(refusal);
  }
  giveIdentity(root, account);
  for (const folder of stateFolders()) {
    const home = homeIn(join(folder, projectKey(root)), root);
    const refusal = ownFolder(folder, account) ?? ownFolder(home.folder, account);
    if (refusal === undefined) return home;
    refusals.push(refusal);
  }
  throw new DiagnosticError(
    problem('postgres/no-place', `There is no place for the embedded PostgreSQL's data of ${root}.`, {
      also: refusals.map((note) => ({ note })),
      hint: 'Make the project writable, set XDG_STATE_HOME to a folder of yours, or use DATABASE_URL.',
    }),
  );
}

/** Who runs the server of this home. Throws `postgres/no-user` when root finds nobody to run it. */
export function accountFor(home: ServerHome): Account {
  const account = serverAccount(statSync(home.dataDirectory, { throwIfNoEntry: false }));
  if (account !== undefined) return account;
  throw new DiagnosticError(
    problem('postgres/no-user', 'PostgreSQL does not run as root, and there is neither a user postgres nor nobody.', {
      hint: 'Run jiggy as an ordinary user, make a user named postgres, or use DATABASE_URL.',
    }),
  );
}

function checkData(home: ServerHome): ServerHome {
  const { uid } = statSync(home.dataDirectory);
  const me = process.getuid?.();
  if (me !== 0 && uid !== me) {
    throw new DiagnosticError(
      problem('postgres/other-owner', `The database in ${home.dataDirectory} belongs to ${nameOf(uid)}, not to you.`, {
        hint: `Run jiggy as the user who made it (root makes it as ${nameOf(uid)}), or use DATABASE_URL.`,
      }),
    );
  }
  const account = accountFor(home);
  const closed = account.switched ? firstClosed(account, home.dataDirectory) : undefined;
  if (closed === undefined || closed === home.dataDirectory) return home;
  throw new DiagnosticError(
    problem('postgres/data-closed', `The server's user ${account.name} cannot get to ${home.dataDirectory}.`, {
      also: [{ note: `${closed} is closed to it` }],
      hint: `Open that folder (chmod o+x ${closed}), or start anew elsewhere by removing ${home.folder}.`,
    }),
  );
}

/** Whether data can live in the project: a plain user must write there, root's server must get through to it. */
function insideIsUsable(root: string): boolean {
  const account = serverAccount();
  if (account?.switched === true) return firstClosed(account, root) === undefined && !isOthersProject(root);
  const inside = join(root, '.jiggy');
  try {
    accessSync(existsSync(inside) ? inside : root, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root does not keep its files in a folder whose owner could swap them. */
function isOthersProject(root: string): boolean {
  return existsSync(join(root, '.jiggy')) && statSync(join(root, '.jiggy')).uid !== 0;
}

/**
 * Names a project for the state folders. The path alone would give a new clone the data of an old one that was removed
 * from the same place, so an identity that lives and dies with the project's `.jiggy` folder goes in as well.
 */
function projectKey(root: string): string {
  return createHash('sha256')
    .update(`${root}\n${identityOf(root)}`)
    .digest('hex')
    .slice(0, 16);
}

function identityOf(root: string): string {
  try {
    return readFileSync(join(root, '.jiggy', 'id'), 'utf8').trim();
  } catch {
    return '';
  }
}

function giveIdentity(root: string, account: Account): void {
  if (identityOf(root) !== '' || ownFolder(join(root, '.jiggy'), { ...account, uid: 0 }, 'correct') !== undefined)
    return;
  createWhole(join(root, '.jiggy', 'id'), `${randomBytes(12).toString('hex')}\n`);
}

function stateFolders(): string[] {
  const uid = process.getuid?.() ?? 0;
  if (uid === 0) return ['/var/lib/jiggy', '/var/tmp/jiggy-0'];
  const base = process.env['XDG_STATE_HOME'];
  const own = base !== undefined && base.startsWith('/') ? base : join(homedir(), '.local', 'state');
  return [join(own, 'jiggy'), `/var/tmp/jiggy-${String(uid)}`];
}
