import { createHash } from 'node:crypto';
import type { JsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';

/** Larger seeds are known by their path alone, as in dbt. */
const LARGEST_HASHED_SEED = 1024 * 1024;

const NONE: JsonObject = { name: 'none', checksum: '' };

/**
 * dbt's `checksum`: of a seed's text, of any other file's text with each run of white space as one blank (the file is the
 * .yml where the node is written there); none for generic tests.
 */
export function checksumOf(node: Node, root: string): JsonObject {
  if (node.kind === 'test' && node.body.kind === 'generic') return NONE;
  return node.kind === 'seed' ? seedChecksum(node.file, root) : { name: 'sha256', checksum: fileHash(node.file) };
}

const hashes = new WeakMap<SourceFile, string>();

/** Many nodes can stand in one file. */
function fileHash(file: SourceFile): string {
  const known = hashes.get(file);
  if (known !== undefined) return known;
  const hash = sha256(squeezed(file.text));
  hashes.set(file, hash);
  return hash;
}

function seedChecksum(file: SourceFile, root: string): JsonObject {
  if (Buffer.byteLength(file.text) > LARGEST_HASHED_SEED) return { name: 'path', checksum: `${root}/${file.path}` };
  return { name: 'sha256', checksum: sha256(file.text.replace(/\r\n?/g, '\n').trim()) };
}

function squeezed(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** In hexadecimal, of the text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** In hexadecimal, of the text's UTF-8 bytes. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
