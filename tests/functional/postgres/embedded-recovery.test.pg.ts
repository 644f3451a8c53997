import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homeIn } from '../../../src/postgres/embedded/home.js';
import { readPostmasterFile } from '../../../src/postgres/embedded/postmaster.js';
import { processStart } from '../../../src/postgres/embedded/process.js';
import { serverStatus } from '../../../src/postgres/embedded/server-status.js';
import { ensureServer, type EmbeddedServer } from '../../../src/postgres/embedded/server.js';
import { stopServer } from '../../../src/postgres/embedded/stop-server.js';
import {
  eventually,
  isRoot,
  lockOf,
  outputOf,
  rowsOf,
  serverProcesses,
  spawnCommand,
  temporaryProject,
  type TemporaryProject,
} from '../../support/embedded.js';

let project: TemporaryProject;
let folder: string;
beforeEach(() => {
  project = temporaryProject({ withData: true });
  folder = join(project.root, '.jiggy');
});
afterEach(() => project.dispose());

const ensure = (): Promise<EmbeddedServer> => ensureServer({ projectRoot: project.root });
const gone = (server: EmbeddedServer): Promise<void> =>
  eventually('no process of the server is left', () => serverProcesses(server.dataDirectory).length === 0);

/** Rows that were committed before a kill, and a session that is in the middle of something. */
async function underWay(server: EmbeddedServer): Promise<{ backend: number; over: Promise<unknown> }> {
  await rowsOf(server.url, 'create table committed as select generate_series(1, 1000) as id');
  const client = new Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin; insert into committed select generate_series(1, 5000)');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // Busy without ever waiting for anything: it does not look whether its server is still there.
  const over = client
    .query('select count(*) from (select generate_series(1, 300000000)) numbers')
    .catch((error: unknown) => error);
  return { backend: rows[0]!.pid, over };
}

async function expectCommitted(server: EmbeddedServer): Promise<void> {
  expect(await rowsOf(server.url, 'select count(*)::int as rows from committed')).toEqual([{ rows: 1000 }]);
}

describe('after a kill -9', () => {
  test('of the watchdog, the server goes down and the next command has it again', async () => {
    const server = await ensure();
    const { over } = await underWay(server);
    process.kill(lockOf(folder).pid, 'SIGKILL');
    await gone(server);
    await over;
    const next = await ensure();
    expect(next.startedNow).toBe(true);
    await expectCommitted(next);
  });

  test('of the watchdog, a command that comes at once has it again', async () => {
    const server = await ensure();
    await rowsOf(server.url, 'create table committed as select generate_series(1, 1000) as id');
    const { pid } = lockOf(folder);
    killAndWait(pid);
    const next = await ensure();
    expect(next.startedNow).toBe(true);
    await expectCommitted(next);
  });

  test('of the server, nothing of it is left and the next command has all that was committed', async () => {
    const server = await ensure();
    const { over } = await underWay(server);
    const watchdog = lockOf(folder).pid;
    killAndWait(readPostmasterFile(server.dataDirectory)!.pid);
    const next = await ensure();
    await over;
    expect(lockOf(folder).pid).not.toBe(watchdog);
    await expectCommitted(next);
    const { pid } = await serverStatus({ projectRoot: project.root });
    expect(pid).toBe(readPostmasterFile(next.dataDirectory)?.pid);
    expect(serverProcesses(next.dataDirectory)).toContain(pid);
  });

  test('of server and watchdog together, a backend that is still busy does not block the next start', async () => {
    const server = await ensure();
    const { backend, over } = await underWay(server);
    process.kill(lockOf(folder).pid, 'SIGSTOP'); // so that it cannot clean up between the two kills
    killAndWait(readPostmasterFile(server.dataDirectory)!.pid);
    killAndWait(lockOf(folder).pid);
    const next = await ensure();
    await expectCommitted(next);
    expect(serverProcesses(next.dataDirectory)).not.toContain(backend);
    await over;
  });

  test('of one backend, the server restarts itself and the next command waits for it', async () => {
    const server = await ensure();
    const { backend, over } = await underWay(server);
    const watchdog = lockOf(folder).pid;
    process.kill(backend, 'SIGKILL');
    await over;
    const log = join(folder, 'server.log');
    await eventually('the server has noticed', () =>
      readFileSync(log, 'utf8').includes('terminating any other active'),
    );
    const next = await ensure();
    await expectCommitted(next);
    expect(lockOf(folder).pid).toBe(watchdog);
  });

  test('of a command in the middle of its first start, the next one succeeds and nothing half-made is left', async () => {
    rmSync(folder, { recursive: true });
    for (const delay of [300, 700, 1100]) {
      const child = spawnCommand('ensure', project.root);
      await new Promise((resolve) => setTimeout(resolve, delay));
      process.kill(-child.pid!, 'SIGKILL');
      if (existsSync(join(folder, 'server.lock'))) killQuietly(lockOf(folder).pid);
    }
    const server = await ensure();
    expect(await rowsOf(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await eventually(
      'initdb has ended',
      () => readdirSync(folder).every((name) => !/postgres\.(new|old)-/.test(name)),
      5000,
    ).catch(() => undefined); // what a kill left is removed by a later start, when nobody works there any more
    await stopServer({ projectRoot: project.root });
    await ensure();
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres'))).toEqual(['postgres']);
  });
});

describe('what a crash of the machine leaves', () => {
  test('a postmaster.pid and a lock whose numbers have gone to other processes do not block', async () => {
    const first = await ensure();
    const file = join(first.dataDirectory, 'postmaster.pid');
    const text = readFileSync(file, 'utf8');
    const lock = readFileSync(join(folder, 'server.lock'), 'utf8');
    await stopServer({ projectRoot: project.root });
    // A living process of the server's own user is what PostgreSQL itself would take for the server.
    const stranger = spawnAs(first.dataDirectory);
    writeFileSync(file, text.replace(/^\d+/, String(stranger.pid)));
    writeFileSync(join(folder, 'server.lock'), lock.replace(/"pid":\d+/, `"pid":${String(process.pid)}`));
    const next = await ensure();
    expect(next.startedNow).toBe(true);
    expect(stranger.isAlive()).toBe(true);
    stranger.end();
  });

  test('a lock that was cut off does not block', async () => {
    writeFileSync(join(folder, 'server.lock'), '{"pid":');
    expect(await ensure()).toMatchObject({ startedNow: true });
  });
});

describe('when the folder', () => {
  test('is removed, the server stops', async () => {
    const server = await ensureServer({ projectRoot: project.root, keepRunning: true });
    const watchdog = lockOf(folder).pid;
    const processes = serverProcesses(server.dataDirectory);
    renameSync(folder, `${folder}.away`);
    rmSync(`${folder}.away`, { recursive: true, force: true, maxRetries: 5 });
    await eventually('the watchdog has ended', () => !isAlive(watchdog));
    expect(processes.filter(isAlive)).toEqual([]);
    expect(existsSync(server.socketDirectory)).toBe(false);
  });

  test('is moved, the server stops and starts in the new place with its data', async () => {
    const server = await ensure();
    await rowsOf(server.url, 'create table committed as select generate_series(1, 1000) as id');
    const moved = `${project.root}-moved`;
    renameSync(project.root, moved);
    try {
      const next = await ensureServer({ projectRoot: moved });
      expect(next.dataDirectory).toBe(join(moved, '.jiggy', 'postgres'));
      expect(next.socketDirectory).not.toBe(server.socketDirectory);
      await expectCommitted(next);
      await stopServer({ projectRoot: moved });
    } finally {
      renameSync(moved, project.root);
    }
  });

  test('is copied while the server runs, the copy gets a server of its own', async () => {
    const server = await ensure();
    const copy = temporaryProject({ withData: true });
    try {
      for (const name of readdirSync(folder).filter((each) => each.startsWith('server.'))) {
        cpSync(join(folder, name), join(copy.root, '.jiggy', name));
      }
      cpSync(join(server.dataDirectory, 'postmaster.pid'), join(copy.root, '.jiggy', 'postgres', 'postmaster.pid'));
      const second = await ensureServer({ projectRoot: copy.root });
      expect(second.socketDirectory).not.toBe(server.socketDirectory);
      await rowsOf(second.url, 'create table only_in_copy as select 1');
      expect(await rowsOf(server.url, "select to_regclass('only_in_copy') as found")).toEqual([{ found: null }]);
    } finally {
      await copy.dispose();
    }
  });

  test('of the socket is removed, the server stops and the next command has it again', async () => {
    const server = await ensure();
    rmSync(server.socketDirectory, { recursive: true });
    const next = await ensure();
    expect(next).toEqual({ ...server, startedNow: true });
  });
});

test("without a signal at the parent's death, a guarding shell takes the server down with its watchdog", async () => {
  const watchdog = spawnCommand('serve', project.root);
  const server = homeIn(folder, project.root);
  await eventually('the server is ready', () => existsSync(server.lockFile) && lockOf(folder).state === 'running');
  expect(lockOf(folder).pid).toBe(watchdog.pid);
  const next = await ensure();
  expect(next.startedNow).toBe(false);
  const { over } = await underWay(next);
  process.kill(watchdog.pid!, 'SIGKILL');
  await gone(next);
  await over;
  await expectCommitted(await ensure());
});

test('below a guarding shell a server stops when it is asked to', async () => {
  // Listened to from the start: it may be gone before stopServer returns.
  const ended = outputOf(spawnCommand('serve', project.root));
  await eventually(
    'the server is ready',
    () => existsSync(join(folder, 'server.lock')) && lockOf(folder).state === 'running',
  );
  const server = await ensure();
  expect(await stopServer({ projectRoot: project.root })).toBe(true);
  expect(serverProcesses(server.dataDirectory)).toEqual([]);
  expect((await ended).status).toBe(0);
});

test('data of another major version is not touched, and says so', async () => {
  const data = join(folder, 'postgres');
  writeFileSync(join(data, 'PG_VERSION'), '15\n');
  await expect(ensure()).rejects.toMatchObject({ diagnostics: [{ code: 'postgres/other-version' }] });
  rmSync(data, { recursive: true });
  mkdirSync(data);
  writeFileSync(join(data, 'notes.txt'), 'not a database');
  await expect(ensure()).rejects.toMatchObject({ diagnostics: [{ code: 'postgres/no-cluster' }] });
  expect(readdirSync(data)).toEqual(['notes.txt']);
});

test("a setting that the server does not understand is told in the server's own words, and nothing is left running", async () => {
  const conf = join(folder, 'postgres', 'postgresql.conf');
  appendFileSync(conf, "shared_buffers = 'plenty'\n");
  await expect(ensure()).rejects.toMatchObject({
    diagnostics: [
      {
        code: 'postgres/cannot-start',
        also: [{ note: expect.stringContaining('"shared_buffers": "plenty"') as string }],
      },
    ],
  });
  expect(serverProcesses(join(folder, 'postgres'))).toEqual([]);
  expect(existsSync(join(folder, 'server.lock'))).toBe(false);
  appendFileSync(conf, "shared_buffers = '16MB'\n");
  const server = await ensure();
  expect(await rowsOf(server.url, 'show shared_buffers')).toEqual([{ shared_buffers: '16MB' }]);
});

/** A process of the user that owns the data, as any other program of that user's would be. */
function spawnAs(dataDirectory: string): { pid: number; isAlive: () => boolean; end: () => void } {
  const { uid, gid } = statSync(dataDirectory);
  const child = spawn('sleep', ['600'], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) });
  return {
    pid: child.pid!,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    end: () => child.kill(),
  };
}

/** A kill takes the system a moment; a command that comes before the process is gone would still use it. */
function killAndWait(pid: number): void {
  process.kill(pid, 'SIGKILL');
  while (processStart(pid) !== undefined);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function killQuietly(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}
