import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialOf } from '../../../src/postgres/connect.js';
import { openDatabase } from '../../../src/postgres/database.js';
import { deadRunSchemas } from '../../../src/postgres/leftovers.js';
import { isRunAlive, takeRunLock } from '../../../src/postgres/run-lock.js';
import type { TestDatabase } from '../../support/database.js';
import { createDatabase } from '../../support/database.js';

let own: TestDatabase;

beforeAll(async () => {
  own = await createDatabase();
});

afterAll(async () => {
  await own.drop();
});

const open = (): ReturnType<typeof openDatabase> => openDatabase(dialOf({ origin: 'DATABASE_URL', url: own.url }));

describe('the run lock', () => {
  it('lets a second run on the schema wait, names the first, and goes on when that ends', async () => {
    const database = open();
    const log: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = database.session('build aaaaaaaaaa', async (session) => {
      await takeRunLock(session, 'aaaaaaaaaa', ['marts', 'staging'], { onWait: () => log.push('never') });
      log.push('first has it');
      await held;
      log.push('first ends');
    });
    while (log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = database.session('build bbbbbbbbbb', async (session) => {
      await takeRunLock(session, 'bbbbbbbbbb', ['marts'], {
        onWait: (message) => {
          log.push(message.replace(/pid \d+, user \w+, for \d+ s/, 'pid, user, age'));
          release();
        },
      });
      log.push('second has it');
    });
    await Promise.all([first, second]);
    expect(log).toEqual([
      'first has it',
      'Waiting for jiggy build aaaaaaaaaa (pid, user, age), which writes to the schema marts.',
      'first ends',
      'second has it',
    ]);
  });

  it('fails at once with wait 0, and after the time with wait 1', async () => {
    const database = open();
    await database.session('build cccccccccc', async (session) => {
      await takeRunLock(session, 'cccccccccc', ['marts'], { onWait: () => undefined });
      for (const waitSeconds of [0, 1]) {
        const attempt = database.session('build dddddddddd', (other) =>
          takeRunLock(other, 'dddddddddd', ['marts'], { waitSeconds, onWait: () => undefined }),
        );
        await expect(attempt).rejects.toMatchObject({ diagnostics: [{ code: 'run/locked' }], exitCode: 1 });
      }
    });
  });

  it('does not keep runs on other schemas waiting', async () => {
    const database = open();
    await database.session('build eeeeeeeeee', async (session) => {
      await takeRunLock(session, 'eeeeeeeeee', ['marts'], { onWait: () => undefined });
      await database.session('build ffffffffff', (other) =>
        takeRunLock(other, 'ffffffffff', ['elsewhere'], { waitSeconds: 0, onWait: () => undefined }),
      );
    });
    expect.assertions(0);
  });
});

describe('what dead runs leave', () => {
  it('is told from what living runs use', async () => {
    const database = open();
    await database.session('build', async (session) => {
      await session.query(
        'create schema jb_gggggggggg_1; create schema jt_gggggggggg_1; create schema jb_hhhhhhhhhh_1; create schema jb_mine',
      );
      await database.session('build gggggggggg', async (living) => {
        await takeRunLock(living, 'gggggggggg', [], { onWait: () => undefined });
        expect(await isRunAlive(session, 'gggggggggg')).toBe(true);
        expect(await deadRunSchemas(session, /^(jb|jt)_([0-9a-z]{10})_\d+$/)).toEqual(['jb_hhhhhhhhhh_1']);
      });
      expect(await isRunAlive(session, 'gggggggggg')).toBe(false);
      expect(await deadRunSchemas(session, /^(jb|jt)_([0-9a-z]{10})_\d+$/)).toEqual([
        'jb_gggggggggg_1',
        'jb_hhhhhhhhhh_1',
        'jt_gggggggggg_1',
      ]);
    });
  });
});
