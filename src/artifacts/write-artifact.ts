import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../core/json.js';
import type { ArtifactName } from './metadata.js';
import { ARTIFACT_FILES } from './metadata.js';

/** Writes an artifact into the target folder. Who reads it meanwhile sees the old file or the new one, whole. */
export async function writeArtifact(folder: string, name: ArtifactName, artifact: JsonObject): Promise<void> {
  await writeArtifactTo(join(folder, ARTIFACT_FILES[name]), artifact);
}

/** `writeArtifact` under a name of one's own. */
export async function writeArtifactTo(path: string, artifact: JsonObject): Promise<void> {
  await writeBytesTo(path, JSON.stringify(artifact));
}

/** The same for an artifact that is bytes already. */
export async function writeBytesTo(path: string, bytes: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
