import { connect } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLoopback } from '../../../src/postgres/embedded/loopback.js';
import { ensureServer, type EmbeddedServer } from '../../../src/postgres/embedded/server.js';
import { rowsOf, temporaryProject, type TemporaryProject } from '../../support/embedded.js';

let project: TemporaryProject;
let server: EmbeddedServer;
beforeAll(async () => {
  project = temporaryProject({ withData: true });
  server = await ensureServer({ projectRoot: project.root });
  await rowsOf(server.url, 'create schema marts; create table marts.sales as select 42 as total');
});
afterAll(() => project.dispose());

const failure = (url: string, sql = 'select 1'): Promise<string> =>
  rowsOf(url, sql).then(
    () => 'no failure',
    (error: unknown) => (error as { code?: string }).code ?? (error as Error).message,
  );

test('a program that knows only TCP reads the database, and may not write', async () => {
  await withLoopback(server, async (url) => {
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await rowsOf(url, 'select total, inet_server_addr() as address from marts.sales')).toEqual([
      { total: 42, address: null },
    ]);
    expect(await failure(url, 'insert into marts.sales values (1)')).toBe('42501');
    expect(await failure(url, 'create table marts.mine (id int)')).toBe('42501');
  });
});

test('a wrong password, no password and any other role are refused', async () => {
  await withLoopback(server, async (url) => {
    const changed = (change: (parts: URL) => void): string => {
      const parts = new URL(url);
      change(parts);
      return parts.href;
    };
    expect(await failure(changed((parts) => (parts.password = 'guess')))).toBe('28P01');
    expect(await failure(changed((parts) => (parts.password = '')))).toMatch(/password/);
    expect(await failure(changed((parts) => (parts.username = 'postgres')))).toMatch(
      /Connection terminated|ECONNRESET/,
    );
  });
});

test.each([
  ['two users', startup('user', 'postgres', 'user', 'ROLE')],
  ['a user after the end', startup('user', 'postgres', '', '', 'user', 'ROLE')],
  ['a cancel request', Buffer.from([0, 0, 0, 16, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 1, 0, 0, 0, 1])],
  ['an endless opening', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 0])],
  ['nonsense', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
])('an opening message with %s is hung up on', async (_, opening) => {
  await withLoopback(server, async (url) => {
    expect(await answerTo(url, opening)).toBe(0);
  });
});

test('an opening message with the one role is answered by the server', async () => {
  await withLoopback(server, async (url) => {
    expect(await answerTo(url, startup('user', 'ROLE', 'database', 'jiggy'))).toBeGreaterThan(8);
  });
});

/** Sends an opening message; how many bytes of an answer come back. */
async function answerTo(url: string, opening: Buffer): Promise<number> {
  const { port, username } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  let answer = 0;
  socket
    .on('data', (part) => {
      answer += part.length;
      socket.end();
    })
    .on('error', () => undefined);
  socket.write(Buffer.from(opening.toString('latin1').replace('ROLE'.padEnd(27), username), 'latin1'));
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

test('afterwards the port is closed, the role is gone and sessions are over', async () => {
  let lent = '';
  const left = { client: undefined as Client | undefined, ended: undefined as Promise<unknown> | undefined };
  await withLoopback(server, async (url) => {
    lent = url;
    left.client = new Client({ connectionString: url });
    left.client.on('error', () => undefined);
    await left.client.connect();
    left.ended = new Promise((resolve) => left.client!.once('end', resolve));
  });
  await left.ended;
  expect(await failure(lent)).toBe('ECONNREFUSED');
  expect(await rowsOf(server.url, "select 1 from pg_roles where rolname like 'jiggy\\_loopback\\_%'")).toEqual([]);
});

test('it is closed as well when the work fails', async () => {
  let lent = '';
  const work = withLoopback(server, (url) => {
    lent = url;
    return Promise.reject(new Error('the work failed'));
  });
  await expect(work).rejects.toThrow('the work failed');
  expect(await failure(lent)).toBe('ECONNREFUSED');
});

/** A startup message of protocol 3.0; `ROLE` keeps room for the name of the lent role. */
function startup(...parameters: string[]): Buffer {
  const body = parameters.map((text) => `${text === 'ROLE' ? 'ROLE'.padEnd(27) : text}\0`).join('');
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from(`${body}\0`)]);
  bytes.writeInt32BE(bytes.length, 0);
  bytes.writeInt16BE(3, 4);
  return bytes;
}
