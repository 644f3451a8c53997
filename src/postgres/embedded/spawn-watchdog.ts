import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ServerHome } from './home.js';
import type { WatchdogReport } from './serve.js';
import { openAtEnd } from './whole-file.js';

/** What a watchdog is told on its command line. */
export interface WatchdogOrder {
  readonly folder: string;
  readonly projectRoot: string;
  readonly idleMilliseconds: number;
}

/**
 * Starts a watchdog that outlives this process and holds nothing of it: a session of its own (Ctrl-C does not reach it),
 * none of its descriptors, not its folder. Resolves with how the start went; undefined when the watchdog died over it.
 */
export async function spawnWatchdog(
  home: ServerHome,
  idleMilliseconds: number,
  signal?: AbortSignal,
): Promise<WatchdogReport | undefined> {
  const order: WatchdogOrder = { folder: home.folder, projectRoot: home.projectRoot, idleMilliseconds };
  const log = openAtEnd(home.logFile);
  try {
    const child = spawn(process.execPath, [...entryPoint(), JSON.stringify(order)], {
      cwd: '/',
      detached: true,
      env: environment(),
      stdio: ['ignore', log, log, 'pipe'],
    });
    child.unref();
    const words = await readAll(child.stdio[3] as Readable, failureOf(child, signal));
    return words === '' ? undefined : (JSON.parse(words) as WatchdogReport);
  } finally {
    closeSync(log);
  }
}

/** The compiled file, or, when this runs from source (tests, tsx), the source with the same loader. */
function entryPoint(): string[] {
  const compiled = import.meta.url.endsWith('.js');
  const entry = fileURLToPath(new URL(compiled ? './watchdog.js' : './watchdog.ts', import.meta.url));
  if (compiled) return [entry];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, entry];
}

/** Only what finds programs and folders; above all not NODE_OPTIONS, and nothing of the user's own PostgreSQL. */
function environment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'JIGGY_SOCKET_ROOT'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]] as const));
}

/** Rejects when the watchdog cannot be started, or nobody wants to wait for it any more. */
function failureOf(child: ChildProcess, signal: AbortSignal | undefined): Promise<never> {
  return new Promise<never>((_, reject) => {
    child.once('error', reject);
    signal?.addEventListener('abort', () => {
      reject(new Error('Interrupted.'));
    });
  });
}

async function readAll(stream: Readable, failure: Promise<never>): Promise<string> {
  let words = '';
  const end = (async (): Promise<string> => {
    for await (const part of stream.setEncoding('utf8')) words += String(part);
    return words;
  })();
  try {
    return await Promise.race([end, failure]);
  } finally {
    stream.destroy();
  }
}
