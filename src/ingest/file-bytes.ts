import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { ReadBytes } from './window.js';

/** Told how many bytes of the file are done. */
export type OnBytes = (bytes: number) => void;

export interface FileDigest {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads one file from its start to its end and keeps the hash of what it gave. */
export class FileBytes {
  readonly #handle: FileHandle;
  readonly #name: string;
  readonly #onBytes: OnBytes;
  readonly #hash: Hash = createHash('sha256');
  #position = 0;

  constructor(handle: FileHandle, name: string, onBytes: OnBytes) {
    this.#handle = handle;
    this.#name = name;
    this.#onBytes = onBytes;
  }

  readonly read: ReadBytes = async (into) => {
    const { bytesRead } = await readAt(this.#handle, this.#name, into, this.#position);
    this.#hash.update(into.subarray(0, bytesRead));
    this.#position += bytesRead;
    this.#onBytes(this.#position);
    return bytesRead;
  };

  /** Reads past the first `count` bytes. */
  async skip(count: number): Promise<void> {
    const bytes = Buffer.allocUnsafe(count);
    for (let done = 0; done < count;) {
      const more = await this.read(bytes.subarray(done));
      if (more === 0) return;
      done += more;
    }
  }

  /** Of everything that was read. Ends the reading. */
  digest(): FileDigest {
    return { sha256: this.#hash.digest('hex'), bytes: this.#position };
  }
}

/** Reads the whole file once for its hash. */
export async function digestOf(handle: FileHandle, name: string, onBytes: OnBytes): Promise<FileDigest> {
  const file = new FileBytes(handle, name, onBytes);
  const buffer = Buffer.allocUnsafe(1 << 20);
  while ((await file.read(buffer)) > 0);
  return file.digest();
}

async function readAt(
  handle: FileHandle,
  name: string,
  into: Uint8Array,
  position: number,
): Promise<{ bytesRead: number }> {
  try {
    return await handle.read(into, 0, into.length, position);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError(problem('ingest/unreadable', `${name} cannot be read: ${reason}.`), { cause: error });
  }
}
