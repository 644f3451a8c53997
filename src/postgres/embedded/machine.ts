import { statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import type { Machine } from './settings.js';

/** What this process may use: the limits of its container, if it has some, or else the whole machine. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  const memoryBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const shared = sharedMemoryBytes();
  return { memoryBytes, cores: availableParallelism(), ...(shared === undefined ? {} : { sharedMemoryBytes: shared }) };
}

/** Room for POSIX shared memory where that is a file system of its own (Linux; 64 MB in a container by default). */
function sharedMemoryBytes(): number | undefined {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks;
  } catch {
    return undefined;
  }
}
