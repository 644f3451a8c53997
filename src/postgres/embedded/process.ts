import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this number exists, whoever it belongs to. One that has ended but was not waited for counts. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process started, in the system's own form: with its number it names a process for good, since numbers are used
 * again. Undefined when the process is gone, or has ended and only waits to be collected.
 */
export function processStart(pid: number): string | undefined {
  const stat = readText(`/proc/${String(pid)}/stat`);
  if (stat !== undefined) {
    // The name, in parentheses, may hold anything; after it come the state (field 3) and so on to the start (field 22).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  }
  return hasProc() ? undefined : nonEmpty(askPs(['-o', 'lstart=', '-p', String(pid)]));
}

/** The arguments of a process, joined by blanks; empty when it is gone. */
export function commandLine(pid: number): string {
  if (hasProc()) return (readText(`/proc/${String(pid)}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
  return askPs(['-o', 'args=', '-p', String(pid)]).trim();
}

/** Processes of one user whose title starts with a text. */
export function processesTitled(title: string, uid: number): number[] {
  if (hasProc()) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && statSync(`/proc/${name}`, { throwIfNoEntry: false })?.uid === uid)
      .map(Number)
      .filter((pid) => commandLine(pid).startsWith(title));
  }
  return askPs(['-axo', 'pid=,uid=,args='])
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => Number(match?.[2]) === uid && match?.[3]?.startsWith(title) === true)
    .map((match) => Number(match?.[1]));
}

/**
 * Names the world in which process numbers mean something: this boot of this machine or container. Two processes that
 * share a folder but not this cannot see each other.
 */
export function processWorld(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return [process.platform, boot, linkTarget('/proc/self/ns/pid')].join(' ').trim();
}

/** Sends a signal; false when the process is gone. Throws when it may not be signalled. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Waits until `done` holds, looking every few milliseconds; false when it does not hold in time. */
export async function waitUntil(done: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!done()) {
    if (performance.now() > end) return false;
    await sleep(5);
  }
  return true;
}

let proc: boolean | undefined;

function hasProc(): boolean {
  proc ??= readText('/proc/self/stat') !== undefined;
  return proc;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function askPs(args: readonly string[]): string {
  try {
    // Times must read the same to every process that compares them.
    const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync('ps', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function nonEmpty(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
