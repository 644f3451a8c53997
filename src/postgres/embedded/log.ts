import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { openAtEnd, replaceWhole } from './whole-file.js';

/** One file for the server and its watchdog; its forerunner is kept beside it as `server.log.1`. */
export interface ServerLog {
  readonly path: string;
  /** For children to write to. */
  readonly file: number;
  /** One line with the time. */
  write(text: string): void;
  /** What was written since a size in bytes. */
  since(size: number): string;
  size(): number;
  /** Moves the content to the forerunner when it is larger than `most` bytes. */
  bound(most: number): void;
}

/** Opens the log at its end. */
export function openLog(path: string): ServerLog {
  const file = openAtEnd(path);
  const size = (): number => fstatSync(file).size;
  const since = (from: number, most = 64 * 1024): string => lastPart(path, Math.max(from, size() - most));
  return {
    path,
    file,
    write(text) {
      writeSync(file, `${new Date().toISOString()} watchdog: ${text}\n`);
    },
    since,
    size,
    bound(most) {
      if (size() <= most) return;
      replaceWhole(`${path}.1`, since(0, most), 0o600);
      ftruncateSync(file, 0);
    },
  };
}

function lastPart(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from)).toString('utf8');
  } finally {
    closeSync(file);
  }
}
