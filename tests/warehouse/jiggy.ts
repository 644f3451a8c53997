import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/** The repository, which is the warehouse's project too. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The shop's own export; undefined, and said so, where the data folder is not there. */
export function shopExport(): string | undefined {
  const file = resolve(root, process.env['JIGGY_DATA_DIR'] ?? '../shared/data', 'jiggy', 'jiggy_ecommerce.csv');
  if (existsSync(file)) return file;
  console.warn(`SKIPPED: tests on the shop's export: there is no ${file} (set JIGGY_DATA_DIR).`);
  return undefined;
}

/** One file's entry in the answer of `ingest --json`. */
export interface Load {
  readonly file: string;
  readonly sha256: string;
  readonly rows_seen: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly already_loaded: boolean;
  readonly reasons: Readonly<Record<string, number>>;
}

/** Runs the built CLI in the repository; gives its stdout, or fails with all it said when it ends with another code than 0. */
export async function jiggy(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  if (code === 0) return stdout;
  throw new Error(`jiggy ${args.join(' ')} ended with ${String(code)}:\n${stdout}\n${stderr}`);
}

/** Makes the warehouse's tables, loads files and builds everything; gives what `ingest --json` said of each file. */
export async function loadAndBuild(databaseUrl: string, ...files: readonly string[]): Promise<readonly Load[]> {
  await jiggy('migrate', '--database-url', databaseUrl);
  const answer = await jiggy('ingest', ...files, '--json', '--database-url', databaseUrl);
  await jiggy('build', '--database-url', databaseUrl);
  const { loads } = JSON.parse(answer) as { readonly loads: readonly Load[] };
  if (loads.length !== files.length) throw new Error(`${files.length} files, ${loads.length} loads: ${answer}`);
  return loads;
}

/** `jiggy generate` into a file. */
export async function generateInto(file: string, ...args: readonly string[]): Promise<void> {
  const child = start(['generate', ...args]);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await pipeline(child.stdout, createWriteStream(file));
  const code = await ended;
  if (code !== 0) throw new Error(`jiggy generate ${args.join(' ')} ended with ${String(code)}`);
}

async function run(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(args);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

function start(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
