import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect, dialOf } from '../../../src/postgres/connect.js';
import { openDatabase } from '../../../src/postgres/database.js';
import { inspectServer } from '../../../src/postgres/pooler.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';

let own: TestDatabase;

beforeAll(async () => {
  own = await createDatabase();
});

afterAll(async () => {
  await own.drop();
});

const dial = (url: string): ReturnType<typeof dialOf> => dialOf({ origin: 'DATABASE_URL', url });

describe('connect', () => {
  it('says that no server answers, where that was, and never the password', async () => {
    const failure = connect(dial('postgresql://ada:s3cret@127.0.0.1:1/shop'), 'test');
    await expect(failure).rejects.toMatchObject({ exitCode: 2, diagnostics: [{ code: 'connection/refused' }] });
    const message = await failure.catch((error: unknown) => JSON.stringify(error, Object.getOwnPropertyNames(error)));
    expect(message).toContain('127.0.0.1:1, database shop, user ada (from DATABASE_URL)');
    expect(message).not.toContain('s3cret');
  });

  it('says that the database does not exist', async () => {
    const url = new URL(own.url);
    url.pathname = '/nowhere';
    await expect(connect(dial(url.href), 'test')).rejects.toMatchObject({
      diagnostics: [{ code: 'connection/no-database' }],
    });
  });

  it('refuses a URL that cannot be read without repeating it', () => {
    expect(() => dial('postgresql://ada:s3cret@host:port/db')).toThrowError(/cannot be read/);
    expect(() => dial('postgresql://ada:s3cret@host:port/db')).not.toThrowError(/s3cret/);
  });
});

describe('inspectServer', () => {
  it('accepts PostgreSQL itself', async () => {
    expect((await inspectServer(dial(inject('databaseUrl')))).version).toBeGreaterThanOrEqual(150000);
  });

  it('refuses a pooler that gives two clients the same backend', async () => {
    const pooler = createServer((socket) => {
      socket.on('error', () => undefined);
      // Speaks just enough of the protocol: a start of its own making, then one backend, 4711, for everybody.
      socket.on('data', (data) => socket.write(answer(data)));
    });
    await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve));
    const { port } = pooler.address() as AddressInfo;
    try {
      await expect(inspectServer(dial(`postgresql://a@127.0.0.1:${String(port)}/d`))).rejects.toMatchObject({
        diagnostics: [{ code: 'connection/pooler' }],
      });
    } finally {
      pooler.close();
    }
  });
});

describe('a session', () => {
  it('gives values as documented', async () => {
    const database = openDatabase(dial(own.url));
    const { rows } = await database.session('test', (session) =>
      session.query(`select true as b, 1::int2 as i2, 2::int8 as i8, 9007199254740993::int8 as big, 1.50::numeric as n,
        date '2026-02-01' as d, 'x'::text as t, null as nothing, 'NaN'::float8 as nan, '{1,2}'::int[] as list`),
    );
    expect(rows).toEqual([
      {
        b: true,
        i2: 1,
        i8: 2,
        big: '9007199254740993',
        n: '1.50',
        d: '2026-02-01',
        t: 'x',
        nothing: null,
        nan: 'NaN',
        list: '{1,2}',
      },
    ]);
  });

  it('turns a lost backend into 57P01 or 08006 and never ends the process', async () => {
    const database = openDatabase(dial(own.url));
    const killer = new pg.Client({ connectionString: own.url });
    await killer.connect();
    const lost = database.session('test', async (session) => {
      setTimeout(() => void killer.query('select pg_terminate_backend($1)', [session.pid]), 50);
      await session.query('select pg_sleep(20)');
    });
    await expect(lost).rejects.toMatchObject({
      fault: { sqlstate: expect.stringMatching(/^(57P01|08006)$/) as string },
    });
    await killer.end();
  });

  it('is cancelled by cancel()', async () => {
    const database = openDatabase(dial(own.url));
    const slow = database.session('test', (session) => session.query('select pg_sleep(20)'));
    setTimeout(() => void database.cancel(), 100);
    await expect(slow).rejects.toMatchObject({ fault: { sqlstate: '57014' } });
  });
});

/** Start-up packet -> ready; simple queries -> the pid, whatever was asked. */
function answer(data: Buffer): Buffer {
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type, 0);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  if (data[0] === 0) {
    const key = Buffer.alloc(8);
    key.writeInt32BE(Math.floor(Math.random() * 1e6), 0);
    return Buffer.concat([message('R', Buffer.alloc(4)), message('K', key), ready]);
  }
  if (String.fromCharCode(data[0] ?? 0) !== 'Q') return Buffer.alloc(0);
  const columns = ['pid', 'version', 'num'];
  const values = ['4711', '18.4', '180004'];
  const fields = columns.map((name) =>
    Buffer.concat([
      Buffer.from(`${name}\0`),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]),
    ]),
  );
  const cells = values.map((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value.length);
    return Buffer.concat([length, Buffer.from(value)]);
  });
  const count = Buffer.from([0, columns.length]);
  return Buffer.concat([
    message('T', Buffer.concat([count, ...fields])),
    message('D', Buffer.concat([count, ...cells])),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ]);
}
