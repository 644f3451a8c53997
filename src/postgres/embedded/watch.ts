import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityWatch } from './activity.js';
import type { ServerHome } from './home.js';
import type { HomeLock } from './lock.js';
import type { ServerLog } from './log.js';
import type { StartedServer } from './start-server.js';

/** Why a watchdog stops its server, or has none any more. */
export type EndReason =
  'start failed' | 'asked' | 'idle' | 'folder gone' | 'socket gone' | 'lock lost' | 'server ended';

/** What the watchdog looks after. */
export interface Watched {
  readonly home: ServerHome;
  readonly server: StartedServer;
  readonly activity: ActivityWatch;
  readonly lock: HomeLock;
  readonly log: ServerLog;
  readonly idleMilliseconds: number;
  /** Aborted when somebody asks the watchdog to stop. */
  readonly stop: AbortSignal;
}

const largestLog = 4 * 1024 * 1024;

/** Looks after the server until there is a reason to end it. At `idle`, the lock says `stopping` already. */
export async function watch(watched: Watched): Promise<EndReason> {
  const { home, server, lock, log, stop } = watched;
  const pause = Math.min(1000, Math.max(20, watched.idleMilliseconds / 4));
  const folders = identities(home);
  const use = useClock(watched);
  for (;;) {
    await Promise.race([sleep(pause, undefined, { signal: stop }).catch(() => undefined), server.ended]);
    if (server.hasEnded()) return 'server ended';
    if (stop.aborted) return 'asked';
    if (identities(home) !== folders) return 'folder gone';
    if (!existsSync(server.socketDirectory)) return 'socket gone'; // nobody can get in: a cleaner of /tmp was here
    if (!lock.confirm()) return 'lock lost';
    log.bound(largestLog);
    if (await use.isIdle()) {
      lock.update({ state: 'stopping' });
      // A command first leaves its mark, then connects, then reads the lock. Looking for the mark once more after the
      // lock has changed means that either it is seen here or the command sees `stopping` and waits for the next server.
      if (await use.isIdle()) return 'idle';
      lock.update({ state: 'running' });
    }
  }
}

/** Measures how long nobody has used the server. Only a change of the marks counts, so a clock that jumps does no harm. */
function useClock({ home, activity, idleMilliseconds }: Watched): { isIdle: () => Promise<boolean> } {
  let lastUse = performance.now();
  let seen = '';
  return {
    async isIdle() {
      const now = await activity.look();
      const marks = `${String(now?.sessions)} ${String(lastAsked(home))}`;
      const inUse = now === undefined || now.connections > 0 || existsSync(home.keepFile);
      if (inUse || marks !== seen) lastUse = performance.now();
      seen = marks;
      return performance.now() - lastUse >= idleMilliseconds;
    },
  };
}

function lastAsked(home: ServerHome): number {
  return statSync(home.leaseFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The project and the data, by inode: a folder that was removed, moved or replaced is not the one that is served. */
function identities({ projectRoot, dataDirectory }: ServerHome): string {
  return [projectRoot, dataDirectory].map((path) => statSync(path, { throwIfNoEntry: false })?.ino ?? 'gone').join(' ');
}
