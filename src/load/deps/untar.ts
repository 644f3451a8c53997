import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DiagnosticError, problem } from '../../core/diagnostic.js';

const BLOCK = 512;
/** More than any package holds; keeps a small file that unpacks to much from filling the memory. */
const MAX_BYTES = 512 * 1024 * 1024;

interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly content: Uint8Array;
}

/**
 * Unpacks a .tar or .tar.gz into a folder. An entry whose path leads out of it refuses the whole archive
 * (`packages/tarball`), before anything is written; links and devices are left out.
 */
export function untar(archive: Uint8Array, folder: string, shown: string): void {
  const entries = [...readEntries(unzipped(archive, shown), shown)];
  const outside = entries.find((entry) => !isInside(entry.path));
  if (outside) throw broken(shown, `holds ${outside.path}, which leads out of its folder`);
  for (const entry of entries) {
    const path = join(folder, entry.path);
    if (entry.kind === 'folder') mkdirSync(path, { recursive: true });
    if (entry.kind !== 'file') continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, entry.content);
  }
}

function unzipped(archive: Uint8Array, shown: string): Uint8Array {
  if (archive[0] !== 0x1f || archive[1] !== 0x8b) return archive;
  try {
    return gunzipSync(archive, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw broken(shown, tooLarge ? 'unpacks to more than 512 MB' : 'is damaged or no gzip file');
  }
}

function isInside(path: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..') && !path.includes('\0');
}

function* readEntries(bytes: Uint8Array, shown: string): Generator<Entry> {
  let longPath: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    if (!hasChecksum(header) || !Number.isSafeInteger(size) || size < 0 || at + BLOCK + size > bytes.length) {
      throw broken(shown, 'is damaged or no tar file');
    }
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longPath = text(content, 0, size);
    else if (type === 'x') longPath = paxPath(content) ?? longPath;
    else if (type !== 'g') {
      yield { path: longPath ?? headerPath(header), kind: kindOf(type), content };
      longPath = undefined;
    }
  }
}

function kindOf(type: string): Entry['kind'] {
  if (type === '0' || type === '\0') return 'file';
  return type === '5' ? 'folder' : 'other';
}

function headerPath(header: Uint8Array): string {
  const prefix = text(header, 257, 6).startsWith('ustar') ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** `27 path=some/long/path\n`; the number is the length of the record. */
function paxPath(content: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(content, 0, content.length))?.[1];
}

function hasChecksum(header: Uint8Array): boolean {
  const wanted = Number.parseInt(text(header, 148, 8).trim(), 8);
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  return sum === wanted;
}

/** Text up to the first NUL. */
function text(bytes: Uint8Array, from: number, length: number): string {
  const part = bytes.subarray(from, from + length);
  const end = part.indexOf(0);
  return new TextDecoder().decode(end === -1 ? part : part.subarray(0, end));
}

function broken(shown: string, why: string): DiagnosticError {
  return new DiagnosticError(problem('packages/tarball', `${shown} ${why}.`));
}
