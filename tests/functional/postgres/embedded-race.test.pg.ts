import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { processStart } from '../../../src/postgres/embedded/process.js';
import { ensureServer, type EmbeddedServer } from '../../../src/postgres/embedded/server.js';
import { resetServer, stopServer } from '../../../src/postgres/embedded/stop-server.js';
import {
  eventually,
  outputOf,
  rowsOf,
  serverProcesses,
  spawnCommand,
  temporaryProject,
  type TemporaryProject,
} from '../../support/embedded.js';

let project: TemporaryProject;
afterEach(() => project.dispose());

test('five commands make the first start at the same moment: one starts it, all get the same server', async () => {
  project = temporaryProject();
  const commands = Array.from({ length: 5 }, () => spawnCommand('ensure', project.root));
  const results = await Promise.all(commands.map(outputOf));
  expect(results.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
    results.map(() => ({ status: 0, stderr: '' })),
  );
  const servers = results.map(({ stdout }) => JSON.parse(stdout) as EmbeddedServer);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  expect(servers.filter(({ startedNow }) => startedNow)).toHaveLength(1);
  expect(await rowsOf(servers[0]!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  const folder = join(project.root, '.jiggy');
  expect(readdirSync(folder).filter((name) => name.startsWith('postgres'))).toEqual(['postgres']);
  expect(readdirSync(folder).filter((name) => name.startsWith('server.lock'))).toEqual(['server.lock']);
});

test('five commands after a kill of everything all get one server', async () => {
  project = temporaryProject({ withData: true });
  const first = await ensureServer({ projectRoot: project.root });
  const processes = serverProcesses(first.dataDirectory);
  for (const pid of processes) killQuietly(pid);
  await eventually('they are gone', () => processes.every((pid) => processStart(pid) === undefined));
  rmSync(first.socketDirectory, { recursive: true, force: true });
  const servers = await Promise.all(Array.from({ length: 5 }, () => ensureServer({ projectRoot: project.root })));
  expect(new Set(servers.map(({ url }) => url))).toEqual(new Set([first.url]));
  const started = servers.map(({ url }) => rowsOf(url, 'select pg_postmaster_start_time()::text as start'));
  expect(new Set((await Promise.all(started)).map(([row]) => row!['start'])).size).toBe(1);
});

test('a command that comes at the very moment of the idle stop gets a server that it can use', async () => {
  project = temporaryProject({ withData: true });
  const starts = new Set<string>();
  // The pauses are around the idle time, so that some commands meet a server that is just being stopped.
  for (let round = 0; round < 16; round += 1) {
    const { url } = await ensureServer({ projectRoot: project.root, idleSeconds: 0.25 });
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ start: string }>('select pg_postmaster_start_time()::text as start');
    starts.add(rows[0]!.start);
    await client.end();
    await new Promise((resolve) => setTimeout(resolve, 240 + 12 * round));
  }
  expect(starts.size).toBeGreaterThan(1);
}, 240_000);

test('commands that start it, stop it and reset it at once all end well', async () => {
  project = temporaryProject({ withData: true });
  const { root: projectRoot } = project;
  const all = [
    ensureServer({ projectRoot }),
    stopServer({ projectRoot }),
    ensureServer({ projectRoot }),
    resetServer({ projectRoot }),
    resetServer({ projectRoot }),
    ensureServer({ projectRoot }),
  ];
  expect((await Promise.allSettled(all)).filter(({ status }) => status === 'rejected')).toEqual([]);
  const server = await ensureServer({ projectRoot });
  expect(await rowsOf(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await stopServer({ projectRoot });
  await eventually('no process is left', () => serverProcesses(server.dataDirectory).length === 0);
});

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went down with another one
  }
}
