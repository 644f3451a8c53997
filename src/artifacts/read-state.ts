import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { DiagnosticError, problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../core/json.js';
import type { ManifestView } from '../core/manifest-view.js';
import type { NodeId } from '../core/node-parts.js';
import type { RelationName } from '../core/relation.js';
import { viewOf } from './manifest-view.js';
import type { ArtifactName } from './metadata.js';
import { ARTIFACT_FILES } from './metadata.js';

/** The newest version of each artifact that is understood; older ones are read as far as they are alike. */
const NEWEST: { readonly [name in ArtifactName]: number } = { manifest: 12, 'run-results': 6, catalog: 1, sources: 3 };

/** manifest.json in a folder; undefined where there is none. Throws `state/*` for a file that cannot be used. */
export function readManifest(folder: string): ManifestView | undefined {
  const manifest = readArtifact(folder, 'manifest');
  return manifest && viewOf(manifest);
}

/** How each node ended, from run_results.json in a folder; undefined where there is none. */
export function readStatuses(folder: string): ReadonlyMap<NodeId, string> | undefined {
  return readResults(folder, 'run-results', 'status');
}

/** The time of the newest rows of each source, from sources.json in a folder; undefined where there is none. */
export function readNewestRows(folder: string): ReadonlyMap<NodeId, string> | undefined {
  return readResults(folder, 'sources', 'max_loaded_at');
}

/** Sources that are newer in the second, and those that only the second knows. */
export function fresherSources(
  before: ReadonlyMap<NodeId, string>,
  now: ReadonlyMap<NodeId, string>,
): ReadonlySet<NodeId> {
  const isFresher = ([id, newest]: readonly [NodeId, string]): boolean => {
    const earlier = before.get(id);
    return earlier === undefined || Date.parse(newest) > Date.parse(earlier);
  };
  return new Set([...now].filter(isFresher).map(([id]) => id));
}

/** The relation that a node of an earlier manifest was published as; undefined for what has none. */
export function earlierRelation(node: JsonObject): RelationName | undefined {
  const [database, schema, identifier] = ['database', 'schema', 'alias'].map((key) => own(node, key));
  if (own(node, 'relation_name') === null || typeof schema !== 'string' || typeof identifier !== 'string')
    return undefined;
  return { database: jsonText(database ?? ''), schema, identifier };
}

function readResults(folder: string, name: ArtifactName, key: string): ReadonlyMap<NodeId, string> | undefined {
  const artifact = readArtifact(folder, name);
  const results = artifact && own(artifact, 'results');
  if (!isJsonList(results)) return undefined;
  const pairs = results.flatMap((each: Json): (readonly [string, string])[] => {
    const [id, value] = isJsonObject(each) ? [own(each, 'unique_id'), own(each, key)] : [];
    return typeof id === 'string' && typeof value === 'string' ? [[id, value]] : [];
  });
  return new Map(pairs);
}

function readArtifact(folder: string, name: ArtifactName): JsonObject | undefined {
  const path = join(folder, ARTIFACT_FILES[name]);
  const text = readText(path);
  if (text === undefined) return undefined;
  const artifact = parsed(path, text);
  const found = /\/([a-z-]+)\/v(\d+)\.json$/.exec(jsonText(own(objectAt(artifact, 'metadata'), 'dbt_schema_version')));
  if (found?.[1] === name && Number(found[2]) <= NEWEST[name]) return artifact;
  const what = found ? `is ${found[1] ?? ''} v${found[2] ?? ''}` : 'does not say which version it is';
  throw new DiagnosticError(
    problem('state/version', `${path} cannot be compared with: it ${what}.`, {
      hint: `Expected is ${name} v${NEWEST[name]}, written by dbt 1.8 or later or by jiggy.`,
    }),
  );
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw new DiagnosticError(unreadable(path, error), { cause: error });
  }
}

function parsed(path: string, text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new DiagnosticError(unreadable(path, error), { cause: error });
  }
  throw new DiagnosticError(unreadable(path, 'it holds no object'));
}

function unreadable(path: string, because: unknown): Diagnostic {
  const reason = because instanceof Error ? because.message : String(because);
  return problem('state/unreadable', `${path} cannot be read: ${reason}.`, {
    hint: 'Write it again with dbt or jiggy, or name another folder with --state.',
  });
}

function objectAt(json: JsonObject, key: string): JsonObject {
  const value = own(json, key);
  return isJsonObject(value) ? value : {};
}
