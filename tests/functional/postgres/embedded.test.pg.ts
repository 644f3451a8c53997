import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ensureServer, type EmbeddedServer } from '../../../src/postgres/embedded/server.js';
import { serverStatus } from '../../../src/postgres/embedded/server-status.js';
import { resetServer, stopServer } from '../../../src/postgres/embedded/stop-server.js';
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

const hasPsql = (() => {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a server that is kept', () => {
  let project: TemporaryProject;
  let server: EmbeddedServer;

  beforeAll(async () => {
    project = temporaryProject();
    server = await ensureServer({ projectRoot: project.root, keepRunning: true });
  });
  afterAll(() => project.dispose());

  test('the first start makes the data in the project and says where everything is', async () => {
    expect(server).toMatchObject({ startedNow: true, dataDirectory: join(project.root, '.jiggy', 'postgres') });
    expect(server.version).toMatch(/^18\./);
    const [row] = await rowsOf(
      server.url,
      `select current_database() as database, current_user as role, datlocprovider::text as provider, datlocale as locale,
              pg_encoding_to_char(encoding) as encoding, current_setting('TimeZone') as zone, current_setting('fsync') as fsync,
              current_setting('max_locks_per_transaction') as locks
       from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      database: 'jiggy',
      role: 'postgres',
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
      zone: 'UTC',
      fsync: 'on',
      locks: '1024',
    });
  });

  test('a second command uses the running server', async () => {
    const again = await ensureServer({ projectRoot: project.root });
    expect(again).toEqual({ ...server, startedNow: false });
  });

  test.runIf(hasPsql)('psql understands the URL', () => {
    const text = execFileSync('psql', [server.url, '-Atc', 'select 6 * 7'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(text).toBe('42\n');
  });

  test('the socket is in a private folder with a short path, and nothing listens on TCP', async () => {
    const folder = statSync(server.socketDirectory);
    expect(folder.mode & 0o777).toBe(0o700);
    expect(Buffer.byteLength(`${server.socketDirectory}/.s.PGSQL.5432`)).toBeLessThan(104);
    expect(await rowsOf(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    const inodes = listeningInodes();
    for (const pid of serverProcesses(server.dataDirectory)) {
      const open = execFileSync('ls', ['-l', `/proc/${String(pid)}/fd`], { encoding: 'utf8' });
      expect(inodes.filter((inode) => open.includes(`socket:[${inode}]`))).toEqual([]);
    }
  });

  test('the data belongs to the server, which is never root', () => {
    const { uid, mode } = statSync(server.dataDirectory);
    expect(uid).not.toBe(0);
    expect(mode & 0o777).toBe(0o700);
    if (!isRoot) expect(uid).toBe(process.getuid?.());
    for (const pid of serverProcesses(server.dataDirectory)) expect(statSync(`/proc/${String(pid)}`).uid).toBe(uid);
  });

  test('status tells about a running server', async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const status = await serverStatus({ projectRoot: project.root });
    await client.end();
    expect(status).toMatchObject({
      running: true,
      mode: 'kept',
      hasData: true,
      url: server.url,
      version: server.version,
      connections: 1,
      dataDirectory: server.dataDirectory,
      watchdogPid: lockOf(status.folder).pid,
    });
    expect(serverProcesses(server.dataDirectory)).toContain(status.pid);
    expect(status.sizeBytes).toBeGreaterThan(1_000_000);
  });

  test('the watchdog is in a session of its own and is not in the project folder', () => {
    const { pid } = lockOf(join(project.root, '.jiggy'));
    const session = execFileSync('ps', ['-o', 'sess=', '-p', String(pid)], { encoding: 'utf8' });
    expect(Number(session)).toBe(pid);
  });

  test('settings can be overridden at the end of postgresql.conf', () => {
    const conf = readFileSync(join(server.dataDirectory, 'postgresql.conf'), 'utf8');
    expect(conf.trimEnd().split('\n').at(-1)).toBe("include_if_exists '../server.conf'");
  });
});

describe('idle, stop and reset', () => {
  let project: TemporaryProject;
  afterEach(() => project.dispose());

  test('a server that nobody uses stops by itself, and nothing is left of it', async () => {
    project = temporaryProject({ withData: true });
    const server = await ensureServer({ projectRoot: project.root, idleSeconds: 0.5 });
    const { pid } = lockOf(join(project.root, '.jiggy'));
    await eventually('the server has stopped', () => serverProcesses(server.dataDirectory).length === 0);
    await eventually('the watchdog has ended', () => !isAlive(pid));
    expect(existsSync(server.socketDirectory)).toBe(false);
    expect(await serverStatus({ projectRoot: project.root })).toMatchObject({
      running: false,
      hasData: true,
      mode: 'idle',
    });
    const again = await ensureServer({ projectRoot: project.root });
    expect(again).toMatchObject({ url: server.url, startedNow: true });
  });

  test('a connection keeps it up', async () => {
    project = temporaryProject({ withData: true });
    const server = await ensureServer({ projectRoot: project.root, idleSeconds: 0.3 });
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query('select pg_sleep(1.5)');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await eventually('the server has stopped', () => serverProcesses(server.dataDirectory).length === 0);
  });

  test('a kept server outlives the idle time, until it is stopped', async () => {
    project = temporaryProject({ withData: true });
    const server = await ensureServer({ projectRoot: project.root, idleSeconds: 0.2, keepRunning: true });
    const before = await rowsOf(server.url, 'select pg_postmaster_start_time()::text as start');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await rowsOf(server.url, 'select pg_postmaster_start_time()::text as start')).toEqual(before);
    expect(await stopServer({ projectRoot: project.root })).toBe(true);
    expect(serverProcesses(server.dataDirectory)).toEqual([]);
    expect(await stopServer({ projectRoot: project.root })).toBe(false);
    expect(await serverStatus({ projectRoot: project.root })).toMatchObject({ running: false, mode: 'idle' });
  });

  test('reset stops it and removes the data', async () => {
    project = temporaryProject({ withData: true });
    const server = await ensureServer({ projectRoot: project.root });
    await rowsOf(server.url, 'create table kept as select 1');
    expect(await resetServer({ projectRoot: project.root })).toBe(true);
    expect(serverProcesses(server.dataDirectory)).toEqual([]);
    expect(existsSync(server.dataDirectory)).toBe(false);
    expect(await resetServer({ projectRoot: project.root })).toBe(false);
    const fresh = await ensureServer({ projectRoot: project.root });
    expect(await rowsOf(fresh.url, "select to_regclass('kept') as found")).toEqual([{ found: null }]);
  });

  test('a strict umask does not keep the server from its files', async () => {
    project = temporaryProject();
    const before = process.umask(0o077);
    try {
      const server = await ensureServer({ projectRoot: project.root });
      expect(server.dataDirectory).toBe(join(project.root, '.jiggy', 'postgres'));
    } finally {
      process.umask(before);
    }
  });

  test('waiting for it can be given up', async () => {
    project = temporaryProject();
    const interrupt = new AbortController();
    const waiting = ensureServer({ projectRoot: project.root, signal: interrupt.signal });
    setTimeout(() => {
      interrupt.abort(new Error('no longer wanted'));
    }, 100);
    await expect(waiting).rejects.toThrow('no longer wanted');
    expect(await ensureServer({ projectRoot: project.root })).toMatchObject({
      version: expect.stringMatching(/^18/) as string,
    });
  });

  test('a command that started the server ends at once with its output, and Ctrl-C does not reach the server', async () => {
    project = temporaryProject({ withData: true });
    const child = spawnCommand('ensure', project.root, { JIGGY_DB_IDLE_SECONDS: '600' });
    const { status, stdout } = await outputOf(child); // resolves only when nobody holds the output any more
    expect(status).toBe(0);
    const server = JSON.parse(stdout) as EmbeddedServer;
    expect(server.startedNow).toBe(true);
    expect(serverProcesses(server.dataDirectory).length).toBeGreaterThan(0);
    interruptGroup(child.pid!);
    expect(await rowsOf(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

/** What Ctrl-C in a terminal does to a command and everything that it started and did not detach. */
function interruptGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGINT');
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ESRCH');
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Inodes of all sockets in the state LISTEN (0A) on TCP. */
function listeningInodes(): string[] {
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A')
    .map((fields) => fields[9]!);
}
