import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnIdentity, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { cleanEnvironment } from './child.js';
import { availableGuard, type DeathGuard } from './guard.js';
import { commandLine, processStart, processesTitled, signal, waitUntil } from './process.js';

/** What `postmaster.pid` says; the server writes it in this order, a line each. */
export interface PostmasterFile {
  readonly pid: number;
  readonly dataDirectory: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly socketDirectory: string;
  readonly status: string;
}

/** Reads `postmaster.pid`; undefined when it is not there or not whole yet. */
export function readPostmasterFile(dataDirectory: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, directory, startedAt, , socketDirectory, , , status] = lines.map((line) => line.trim());
    if (pid === undefined || pid === '') return undefined;
    return {
      pid: Math.abs(Number(pid)),
      dataDirectory: directory ?? '',
      startedAt: Number(startedAt ?? 0),
      socketDirectory: socketDirectory ?? '',
      status: status ?? '',
    };
  } catch {
    return undefined;
  }
}

/**
 * The server that is at work in a data directory; undefined when there is none, also where `postmaster.pid` is left from
 * one that was killed and its number has since gone to another process, or where the directory is a copy.
 */
export function livePostmaster(dataDirectory: string): PostmasterFile | undefined {
  const file = readPostmasterFile(dataDirectory);
  if (file === undefined || processStart(file.pid) === undefined) return undefined;
  const command = commandLine(file.pid);
  if (!/(?:^|\/)postgres(?: |$)/.test(command)) return undefined; // its children call themselves `postgres: ...`
  const workingIn = workingDirectory(file.pid);
  if (workingIn === undefined) return command.includes(file.dataDirectory) ? file : undefined;
  return statSync(dataDirectory).ino === workingIn ? file : undefined;
}

/** The inode of the folder that a process works in, where the system tells. A server works in its data directory. */
function workingDirectory(pid: number): number | undefined {
  try {
    return statSync(`/proc/${String(pid)}/cwd`).ino;
  } catch {
    return undefined;
  }
}

/**
 * Ends what a killed watchdog or server left at work in a data directory, and removes the `postmaster.pid` that would
 * block the next start. A server of its own accord gets half a minute to end well.
 */
export async function endLeftovers(dataDirectory: string, account: Account): Promise<void> {
  if (!existsSync(join(dataDirectory, 'postmaster.pid'))) return;
  for (const [name, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    const server = livePostmaster(dataDirectory);
    if (server === undefined) break;
    signal(server.pid, name);
    await waitUntil(() => livePostmaster(dataDirectory)?.pid !== server.pid, patience);
  }
  const title = `postgres: ${clusterName(dataDirectory)}: `;
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    const left = processesTitled(title, account.uid);
    for (const pid of left) signal(pid, name);
    if (await waitUntil(() => left.every((pid) => processStart(pid) === undefined), 2000)) break;
  }
  if (livePostmaster(dataDirectory) === undefined) rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
}

/** Appears in the titles of the server's processes, so that those of a dead server can be found. */
export function clusterName(dataDirectory: string): string {
  return `jiggy-${String(statSync(dataDirectory).ino)}`;
}

/**
 * Starts the server as a child of this process, which takes it down with it when it dies, however it dies. Call it from
 * the main thread: the kernel's signal at a parent's death is tied to the thread that started the child.
 * `settings` go on the command line and win over every file. `log` is a file descriptor for the server's messages.
 */
export function spawnPostmaster(options: {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly dataDirectory: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: number;
  readonly guard?: DeathGuard;
}): ChildProcess {
  const { binaries, account, dataDirectory, log } = options;
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [binaries.postgres, '-D', dataDirectory, ...settings];
  const shared = { ...spawnIdentity(account), cwd: dataDirectory, env: cleanEnvironment() };
  if ((options.guard ?? availableGuard()) === 'pdeathsig') {
    return spawn('setpriv', ['--pdeathsig', 'INT', '--', ...server], { ...shared, stdio: ['ignore', log, log] });
  }
  return spawn('/bin/sh', ['-c', guardScript, 'sh', ...server], { ...shared, stdio: ['ignore', log, log, 'pipe'] });
}

/**
 * For systems without a signal at the parent's death: the shell holds one end of a pipe (descriptor 3) whose other end
 * only the starting process has. End of file there means that it is gone. The shell ends with the server's status.
 */
const guardScript = `
"$@" 3<&- & server=$!
trap 'kill -INT $server' INT TERM
trap 'kill -QUIT $server' QUIT
( read -r _ <&3; kill -INT $server ) >/dev/null 2>&1 & watch=$!
wait $server; status=$?
while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
kill $watch 2>/dev/null
exit $status`;
