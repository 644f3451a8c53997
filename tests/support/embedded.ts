import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { LockRecord } from '../../src/postgres/embedded/lock.js';
import { stopServer } from '../../src/postgres/embedded/stop-server.js';
import { dataFolder } from './temporary.js';

export const isRoot = process.getuid?.() === 0;

/** An empty project folder that the server's user can get to, and everything that was started for it, to be cleaned up. */
export interface TemporaryProject {
  readonly root: string;
  readonly dispose: () => Promise<void>;
}

/**
 * Makes a project folder. With `withData` a copy of ready data is in it, as after a first start that was some time ago:
 * it saves initdb's second.
 */
export function temporaryProject(options: { withData?: boolean } = {}): TemporaryProject {
  const root = realpathSync(mkdtempSync(join(dataFolder, `jiggy-embedded-${String(process.pid)}-`)));
  chmodSync(root, 0o755);
  if (options.withData === true) {
    mkdirSync(join(root, '.jiggy'));
    chmodSync(join(root, '.jiggy'), 0o755);
    execFileSync('cp', ['-a', inject('clusterTemplate'), join(root, '.jiggy', 'postgres')]);
  }
  return {
    root,
    async dispose() {
      if (existsSync(root)) await stopServer({ projectRoot: root });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The lock of a home: which watchdog is at work. */
export function lockOf(folder: string): LockRecord {
  return JSON.parse(readFileSync(join(folder, 'server.lock'), 'utf8')) as LockRecord;
}

/** Every process of the server on a data directory, by what `ps` shows: the server itself and its children's titles. */
export function serverProcesses(dataDirectory: string): number[] {
  const title = existsSync(dataDirectory) ? `postgres: jiggy-${String(statSync(dataDirectory).ino)}: ` : undefined;
  return execFileSync('ps', ['-axww', '-o', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && !match[2]!.startsWith('Z'))
    .filter((match) => isServer(match![3]!, dataDirectory) || (title !== undefined && match![3]!.startsWith(title)))
    .map((match) => Number(match![1]));
}

function isServer(args: string, dataDirectory: string): boolean {
  return /(^|\/)postgres -D /.test(args) && args.includes(` -D ${dataDirectory} `);
}

/** Looks until it holds; throws with a sentence when it never does. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await sleep(100);
  }
}

/** Runs one statement on a connection of its own and gives its rows. */
export async function rowsOf(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A process of its own that calls one verb of the embedded server, as a command of jiggy would, and prints JSON. */
export function spawnCommand(
  verb: 'ensure' | 'keep' | 'stop' | 'serve',
  root: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, [resolve(import.meta.dirname, 'embedded-command.mjs'), verb, root], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
}

/** What a command printed, when it has ended and nobody holds its output any more. */
export async function outputOf(
  child: ChildProcess,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done) =>
    child.once('close', (status) => {
      done({ status, stdout, stderr });
    }),
  );
}
