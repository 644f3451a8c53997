import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { dataFolder } from './temporary.js';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const repository = resolve(import.meta.dirname, '../..');

/** A command of the built program that is under way. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
  /** Resolves when stderr has held the text. */
  readonly saw: (text: string | RegExp) => Promise<void>;
}

/** Starts `node dist/cli.js` without anything that could lead it to a database of the user's. */
export function startCli(args: readonly string[], options: CliOptions): RunningCli {
  const child = spawn(process.execPath, [join(repository, 'dist', 'cli.js'), ...args], {
    cwd: options.cwd,
    env: { ...cleanEnvironment(options.cwd), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const done = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const saw = async (text: string | RegExp): Promise<void> => {
    const seen = (): boolean => (typeof text === 'string' ? stderr.includes(text) : text.test(stderr));
    while (!seen()) {
      if (child.exitCode !== null) throw new Error(`It ended without ${String(text)}:\n${stderr}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  return { child, done, saw };
}

export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(args, options).done;
}

/** Nothing of the user's: no connection, no profile (the project's folder stands in for the home). */
function cleanEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(PG|DBT_|JIGGY_|VITEST|NODE_OPTIONS|FORCE_COLOR|DATABASE_URL)/.test(name),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: home,
    NO_COLOR: '1',
    JIGGY_DB_IDLE_SECONDS: '10',
  };
}

/** A folder with these files; the caller removes it with `remove`. */
export function writeProject(files: Readonly<Record<string, string>>): {
  readonly root: string;
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(dataFolder, `jiggy-project-${String(process.pid)}-`));
  // Open to the embedded server's user, so that its data lie in the folder and go with it.
  chmodSync(root, 0o755);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A copy of the warehouse's own project, without program and tests. */
export function copyWarehouse(): {
  readonly root: string;
  readonly remove: () => void;
  readonly removeFile: (path: string) => void;
} {
  const { root, remove } = writeProject({});
  for (const part of ['dbt_project.yml', 'models', 'macros', 'seeds', 'data-tests', 'migrations']) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  return { root, remove, removeFile: (path) => rmSync(join(root, path)) };
}
