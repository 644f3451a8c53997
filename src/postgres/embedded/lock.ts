import { readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart, processWorld } from './process.js';
import { createWhole, replaceWhole } from './whole-file.js';

/** What the holder of a home is doing. `resetting` is a command that removes the data; the others are a watchdog. */
export type HolderState = 'starting' | 'running' | 'stopping' | 'resetting';

/** The content of the lock file. */
export interface LockRecord {
  readonly pid: number;
  /** With the number, names one process for good. */
  readonly processStart: string;
  /** Where that number means something. */
  readonly world: string;
  /** The folder's inode: a copy of the folder is not the holder's. */
  readonly folder: number;
  /** Where the folder was: when it has been moved, the holder is about to end. */
  readonly path: string;
  readonly state: HolderState;
  readonly socketDirectory?: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Whether the holder is at work. `elsewhere`: it is in another container or on another machine that shares the folder,
 * and gave a sign of life within the last ten seconds.
 */
export type HolderLife = 'alive' | 'dead' | 'elsewhere';

/** How often a holder gives a sign of life, and how old the last one may be, in milliseconds. */
const signOfLife = 10_000;

/** Exclusive use of one server's home by this process. */
export interface HomeLock {
  update(change: Pick<LockRecord, 'state'> & { readonly socketDirectory?: string }): void;
  /** A sign of life; false when another process has taken the lock, or it is gone. */
  confirm(): boolean;
  release(): void;
}

/** Who holds the lock; undefined when nobody does. */
export function readLock(path: string): { readonly record: LockRecord; readonly life: HolderLife } | undefined {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as LockRecord;
    return { record, life: lifeOf(record, path) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { record: nobody, life: 'dead' };
    throw error;
  }
}

/** Takes the lock, also from a holder that is dead; undefined when a living process has it. */
export async function takeLock(path: string, state: HolderState): Promise<HomeLock | undefined> {
  const record: LockRecord = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    world: processWorld(),
    folder: statSync(dirname(path)).ino,
    path: dirname(path),
    state,
    since: Date.now(),
  };
  for (;;) {
    if (createWhole(path, JSON.stringify(record))) return held(path, record);
    const holder = readLock(path);
    if (holder === undefined) continue;
    if (holder.life !== 'dead') return undefined;
    if (await takeOver(path, record)) return held(path, record);
  }
}

function held(path: string, taken: LockRecord): HomeLock {
  let record = taken;
  const isMine = (): boolean => {
    const now = readLock(path)?.record;
    return now?.pid === record.pid && now.processStart === record.processStart && now.world === record.world;
  };
  return {
    update(change) {
      record = { ...record, ...change };
      replaceWhole(path, JSON.stringify(record));
    },
    confirm() {
      try {
        if (!isMine()) return false;
        const now = new Date();
        utimesSync(path, now, now);
        return true;
      } catch {
        return false; // the folder was removed just now
      }
    },
    release() {
      if (isMine()) rmSync(path, { force: true });
    },
  };
}

/**
 * Two processes that both found the holder dead must not take over from each other, so only one at a time may look again
 * and replace the record. That second lock is held for less than a millisecond; one older than 5 s was left by a kill.
 */
async function takeOver(path: string, record: LockRecord): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!createWhole(turn, String(process.pid))) {
    const { mtimeMs } = statSync(turn, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs > 5000) rmSync(turn, { force: true });
    await sleep(10);
    return false;
  }
  try {
    if (readLock(path)?.life !== 'dead') return false;
    replaceWhole(path, JSON.stringify(record));
    return true;
  } finally {
    rmSync(turn, { force: true });
  }
}

function lifeOf(record: LockRecord, path: string): HolderLife {
  if (record.world !== processWorld()) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    return Date.now() - mtimeMs < signOfLife ? 'elsewhere' : 'dead';
  }
  if (record.folder !== statSync(dirname(path)).ino) return 'dead';
  return processStart(record.pid) === record.processStart ? 'alive' : 'dead';
}

const nobody: LockRecord = {
  pid: 0,
  processStart: '',
  world: processWorld(),
  folder: 0,
  path: '',
  state: 'stopping',
  since: 0,
};
