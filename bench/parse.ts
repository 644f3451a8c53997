/**
 * `npm run bench:parse [-- --sizes 100,1000,10000] [--no-dbt | --dbt-up-to 1000] [--write]`: how long `parse` takes, with an
 * empty cache and when nothing has changed, beside dbt's in the same run, and the memory at its peak. Seconds of the
 * processor stand beside those of the clock: on a busy machine only they say something. `--write` puts the table into
 * docs/performance.md.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeProject } from './parse-project.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const DBT = join(root, '.venv-dbt', 'bin', 'dbt');
const CLI = join(root, 'dist', 'cli.js');

interface Run {
  readonly seconds: number;
  /** Of the processor, all threads together (Linux; 0 elsewhere). */
  readonly busy: number;
  readonly megabytes: number;
}

interface Measured {
  readonly models: number;
  readonly jiggy: { readonly cold: Run; readonly warm: Run };
  readonly dbt?: { readonly cold: Run; readonly warm: Run };
}

async function main(args: readonly string[]): Promise<void> {
  const sizes = (option(args, '--sizes') ?? '100,1000,10000').split(',').map(Number);
  const withDbt = !args.includes('--no-dbt') && existsSync(DBT);
  const measured: Measured[] = [];
  const dbtUpTo = Number(option(args, '--dbt-up-to') ?? Infinity);
  for (const models of sizes) measured.push(await measure(models, withDbt && models <= dbtUpTo));
  const start = await startUp();
  const text = report(measured, start);
  console.log(text);
  if (args.includes('--write')) writeDocs(text);
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}

async function measure(models: number, withDbt: boolean): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'jiggy-bench-parse-'));
  try {
    writeProject(folder, models);
    const jiggy = await pair(
      folder,
      process.execPath,
      [CLI, 'parse', '--quiet', '--profiles-dir', folder],
      models > 2000 ? 2 : 5,
    );
    if (!withDbt) return { models, jiggy };
    const dbt = await pair(folder, DBT, ['--quiet', 'parse', '--profiles-dir', folder], 1);
    return { models, jiggy, dbt };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians of runs with an empty target folder, and of runs straight after one. */
async function pair(
  folder: string,
  command: string,
  args: readonly string[],
  times: number,
): Promise<{ cold: Run; warm: Run }> {
  const cold: Run[] = [];
  const warm: Run[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    rmSync(join(folder, 'target'), { recursive: true, force: true });
    rmSync(join(folder, '.jiggy'), { recursive: true, force: true });
    cold.push(await run(folder, command, args));
    warm.push(await run(folder, command, args));
  }
  return { cold: median(cold), warm: median(warm) };
}

function median(runs: readonly Run[]): Run {
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    seconds: middle(runs.map((each) => each.seconds)),
    busy: middle(runs.map((each) => each.busy)),
    megabytes: middle(runs.map((each) => each.megabytes)),
  };
}

/** One whole process: wall time, and the largest resident set that was seen (Linux; 0 elsewhere). */
function run(folder: string, command: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const env = { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
    const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    let [megabytes, busy] = [0, 0];
    const look = setInterval(() => {
      megabytes = Math.max(megabytes, peak(child.pid));
      busy = Math.max(busy, processorSeconds(child.pid));
    }, 10);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(look);
      if (code === 0) resolve({ seconds: (performance.now() - start) / 1000, busy, megabytes });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${errors}`));
    });
  });
}

function peak(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has just ended, or this is no Linux
  }
}

/** Linux counts in hundredths of a second. */
function processorSeconds(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return ((user ?? 0) + (system ?? 0)) / 100;
  } catch {
    return 0; // it has just ended, or this is no Linux
  }
}

/** `jiggy --version` beside a Node that does nothing. */
async function startUp(): Promise<{ readonly version: number; readonly node: number }> {
  const of = async (args: readonly string[]): Promise<number> => {
    const runs: Run[] = [];
    for (let nth = 0; nth < 11; nth += 1) runs.push(await run(root, process.execPath, args));
    return median(runs).seconds * 1000;
  };
  return { version: await of([CLI, '--version']), node: await of(['-e', '0']) };
}

function report(measured: readonly Measured[], start: { readonly version: number; readonly node: number }): string {
  const s = (seconds: number): string => `${seconds.toFixed(2)} s`;
  const times = (ours: Run, theirs: Run | undefined): string =>
    theirs ? `${(theirs.seconds / ours.seconds).toFixed(1)} x (${(theirs.busy / ours.busy).toFixed(1)} x)` : '';
  const cell = (run: Run): string => `${s(run.seconds)} (${s(run.busy)}), ${run.megabytes.toFixed(0)} MB`;
  const rows = measured.map(({ models, jiggy, dbt }) =>
    [
      String(models),
      cell(jiggy.cold),
      cell(jiggy.warm),
      dbt ? cell(dbt.cold) : '',
      dbt ? cell(dbt.warm) : '',
      times(jiggy.cold, dbt?.cold),
      times(jiggy.warm, dbt?.warm),
    ].join(' | '),
  );
  return [
    `Measured by \`npm run bench:parse\` on ${String(cpus().length)} cores, Node ${process.versions.node}; whole processes, in brackets seconds of the processor. Load of the machine at the end: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
    '',
    '| models | jiggy, cold | jiggy, unchanged | dbt, cold | dbt, unchanged | cold | unchanged |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    `\`jiggy --version\`: ${start.version.toFixed(0)} ms, ${(start.version / start.node).toFixed(2)} times \`node -e 0\` (${start.node.toFixed(0)} ms).`,
  ].join('\n');
}

function writeDocs(text: string): void {
  const path = join(root, 'docs', 'performance.md');
  const [open, close] = ['<!-- parse: begin -->', '<!-- parse: end -->'];
  const page = readFileSync(path, 'utf8');
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from === -1 || to === -1) throw new Error(`${path} lacks the marks ${open} and ${close}.`);
  writeFileSync(path, `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`);
}

await main(process.argv.slice(2));
