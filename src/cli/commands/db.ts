import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { DiagnosticError, problem } from '../../core/diagnostic.js';
import { findProjectRoot } from '../../load/find-project.js';
import { ensureServer } from '../../postgres/embedded/server.js';
import { serverStatus, type ServerStatus } from '../../postgres/embedded/server-status.js';
import { resetServer, stopServer } from '../../postgres/embedded/stop-server.js';
import { duration, plural, size } from '../../report/numbers.js';
import type { Finish } from '../action.js';
import { action } from '../action.js';
import type { CommonOptions, Context, ExitCode } from '../context.js';
import { examples } from '../options.js';

interface StatusOptions extends CommonOptions {
  readonly json?: boolean;
}

interface ResetOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function registerDb(program: Command, finish: Finish): void {
  const db = program
    .command('db')
    .summary("look after the project's embedded PostgreSQL")
    .description(
      'The embedded PostgreSQL starts by itself when a command needs it and stops when nobody has been connected ' +
        'for 30 seconds (JIGGY_DB_IDLE_SECONDS). It listens on no network port; its socket is open to its user alone.',
    )
    .addHelpText(
      'after',
      examples(
        ['psql "$(jiggy db url)"', 'open a session, starting the server if need be'],
        ['jiggy db start', 'keep the server up until jiggy db stop'],
        ['jiggy db reset --yes && jiggy migrate', 'start anew with an empty database'],
      ),
    );
  command(db, 'start', 'start the server and keep it up until it is stopped').action(action(finish, start));
  command(db, 'stop', 'stop the server; sessions on it are ended').action(action(finish, stop));
  command(db, 'status', 'whether it runs, where its data and log are, who is connected')
    .option('--json', 'print one JSON object')
    .action(action<StatusOptions>(finish, status));
  command(db, 'url', 'print a URL for psql and other programs, starting the server if need be').action(
    action(finish, url),
  );
  command(db, 'reset', 'stop the server and remove its data for good')
    .option('-y, --yes', 'do not ask')
    .action(action<ResetOptions>(finish, reset));
}

function command(db: Command, name: string, summary: string): Command {
  return db
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('--project-dir <dir>', 'folder of dbt_project.yml (default: here or the nearest one above)');
}

/** `jiggy db start` */
async function start(context: Context, options: CommonOptions): Promise<ExitCode> {
  const projectRoot = await rootOf(context, options);
  const server = await ensureServer({
    projectRoot,
    keepRunning: true,
    onProgress: (text) => {
      context.note(text);
    },
  });
  const news = server.startedNow ? 'is up' : 'was up already';
  context.print(`PostgreSQL ${server.version} ${news}, and stays up until: jiggy db stop`);
  context.print(server.url);
  return 0;
}

/** `jiggy db stop` */
async function stop(context: Context, options: CommonOptions): Promise<ExitCode> {
  const projectRoot = await rootOf(context, options);
  const { connections = 0 } = await serverStatus({ projectRoot });
  const stopped = await stopServer({ projectRoot });
  const ended = connections === 0 ? '' : `, ${plural(connections, 'session')} ended`;
  context.print(stopped ? `PostgreSQL is stopped${ended}.` : 'PostgreSQL was not running.');
  return 0;
}

/** `jiggy db url`: nothing but the URL on stdout. */
async function url(context: Context, options: CommonOptions): Promise<ExitCode> {
  const projectRoot = await rootOf(context, options);
  const server = await ensureServer({
    projectRoot,
    onProgress: (text) => {
      context.note(text);
    },
  });
  context.print(server.url);
  return 0;
}

/** `jiggy db status` */
async function status(context: Context, options: StatusOptions): Promise<ExitCode> {
  const found = await serverStatus({ projectRoot: await rootOf(context, options) });
  context.print(options.json === true ? JSON.stringify(snakeCased(found)) : describe(found));
  return 0;
}

/** `jiggy db reset` */
async function reset(context: Context, options: ResetOptions): Promise<ExitCode> {
  const projectRoot = await rootOf(context, options);
  const { hasData, dataDirectory } = await serverStatus({ projectRoot });
  if (!hasData) {
    context.print('There is no embedded database to remove.');
    return 0;
  }
  if (options.yes !== true && !(await confirmed(context, dataDirectory))) {
    context.print('Nothing was removed.');
    return 2;
  }
  await resetServer({ projectRoot });
  context.print(`Removed ${dataDirectory}`);
  return 0;
}

async function confirmed(context: Context, dataDirectory: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new DiagnosticError(
      problem(
        'usage/not-confirmed',
        `jiggy db reset removes all data in ${dataDirectory}; nobody is here to confirm it.`,
        {
          hint: 'Say so on the command line: jiggy db reset --yes',
        },
      ),
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `Remove the embedded database in ${dataDirectory} for good? [y/N] `;
    return /^y(es)?$/i.test((await terminal.question(question, { signal: context.signal })).trim());
  } finally {
    terminal.close();
  }
}

/** Keys as in all JSON of the program: `data_directory`. */
function snakeCased(status: ServerStatus): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(status).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

/** The status as a person reads it. */
function describe(status: ServerStatus): string {
  const lines: [name: string, value: string | undefined][] = [
    ['Server', stateOf(status)],
    ['URL', status.url],
    ['Process', status.pid === undefined ? undefined : `${status.pid}, watched by ${status.watchdogPid ?? 0}`],
    ['Sessions', status.connections === undefined ? undefined : String(status.connections)],
    ['Size', status.sizeBytes === undefined ? undefined : size(status.sizeBytes)],
    ['Data', status.hasData ? status.dataDirectory : `${status.dataDirectory} (made at the first start)`],
    ['Log', status.logFile],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(9)} ${value ?? ''}`)
    .join('\n');
}

function stateOf({ running, version = '', uptimeSeconds = 0, mode }: ServerStatus): string {
  if (!running) return mode === 'kept' ? 'not running; once started it stays up until jiggy db stop' : 'not running';
  const end = mode === 'kept' ? 'until jiggy db stop' : 'until nobody has been connected for a while';
  return `PostgreSQL ${version}, up for ${duration(uptimeSeconds * 1000)}, ${end}`;
}

function rootOf(context: Context, options: CommonOptions): Promise<string> {
  return findProjectRoot(context.cwd, options.projectDir);
}
