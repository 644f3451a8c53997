import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactFacts } from '../artifacts/metadata.js';
import { ARTIFACT_FILES, metadataOf } from '../artifacts/metadata.js';
import { writeArtifact, writeBytesTo } from '../artifacts/write-artifact.js';
import type { JsonObject } from '../core/json.js';
import { stampOf } from '../load/witness.js';

/** A manifest.json on disk. */
export interface WrittenManifest {
  readonly path: string;
  readonly stamp: string;
  /** Bytes from the beginning to behind the metadata. */
  readonly head: number;
}

/** Writes a manifest, and tells how to know it again. */
export async function writeWholeManifest(folder: string, manifest: JsonObject): Promise<WrittenManifest> {
  await writeArtifact(folder, 'manifest', manifest);
  return written(join(folder, ARTIFACT_FILES.manifest), headOf(manifest['metadata'] as JsonObject));
}

/** Writes the same manifest again as that of another command: only its metadata is new. */
export async function renewManifest({ path, head }: WrittenManifest, facts: ArtifactFacts): Promise<WrittenManifest> {
  const bytes = readFileSync(path);
  const before = JSON.parse(bytes.toString('utf8', BEGINNING.length, head)) as JsonObject;
  const run_started_at = facts.startedAt.toISOString().replace('Z', '+00:00');
  const renewed = headOf({ ...before, ...metadataOf('manifest', facts), run_started_at });
  await writeBytesTo(path, Buffer.concat([Buffer.from(renewed), bytes.subarray(head)]));
  return written(path, renewed);
}

const BEGINNING = '{"metadata":';

function headOf(metadata: JsonObject): string {
  return BEGINNING + JSON.stringify(metadata);
}

function written(path: string, head: string): WrittenManifest {
  return { path, stamp: stampOf(path), head: Buffer.byteLength(head) };
}
