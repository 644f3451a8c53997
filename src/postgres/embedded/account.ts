import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The user that the server runs as. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** True when this process is root and children must be switched to the account. */
  readonly switched: boolean;
}

/** `uid` and `gid` for `spawn`: those of the account when this process is root, nothing otherwise. */
export function spawnIdentity(account: Account): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * Who runs the server: this process's own user, or, when that is root, the owner of the existing data, `postgres`, or
 * `nobody`, in this order. Never makes a user. Undefined when root finds none of them.
 */
export function serverAccount(ownerOfData?: { readonly uid: number; readonly gid: number }): Account | undefined {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) return { name: ownName(uid), uid, gid: process.getgid?.() ?? -1, switched: false };
  if (ownerOfData !== undefined && ownerOfData.uid !== 0) {
    return { name: nameOf(ownerOfData.uid), uid: ownerOfData.uid, gid: ownerOfData.gid, switched: true };
  }
  return lookUp('postgres') ?? lookUp('nobody');
}

/** The name of a user for messages; its number when it has none. */
export function nameOf(uid: number): string {
  for (const line of passwd()) {
    const [name, , id] = line.split(':');
    if (name !== undefined && Number(id) === uid) return name;
  }
  return `user ${String(uid)}`;
}

function ownName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${String(uid)}`; // a container may run as a number without an entry in passwd
  }
}

function lookUp(name: string): Account | undefined {
  for (const line of passwd()) {
    const [entry, , uid, gid] = line.split(':');
    if (entry === name) return { name, uid: Number(uid), gid: Number(gid), switched: true };
  }
  return lookUpElsewhere(name);
}

/** Users that are not in /etc/passwd: directory services, and macOS. */
function lookUpElsewhere(name: string): Account | undefined {
  try {
    const ask = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return { name, uid: ask('-u'), gid: ask('-g'), switched: true };
  } catch {
    return undefined;
  }
}

function passwd(): readonly string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}
