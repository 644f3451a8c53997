import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../core/json.js';
import { isJsonList, isJsonObject, jsonText, own } from '../../core/json.js';
import type { SourceFile } from '../../core/source-file.js';
import { readYaml } from '../../core/yaml.js';
import { resolvePlainScalar } from '../../core/yaml-scalar.js';
import { isTimestamp } from '../../core/yaml-timestamp.js';

export const LOCK_FILE = 'package-lock.yml';

/** One entry of the lock file: what to install exactly. */
export type LockEntry = { readonly [key: string]: string };

/** The text of package-lock.yml, as dbt writes it. */
export function lockText(entries: readonly LockEntry[], hash: string): string {
  const items = entries.map((entry) => {
    const lines = Object.entries(entry)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}: ${scalar(value)}`);
    return `  - ${lines.join('\n    ')}\n`;
  });
  return `packages:\n${items.join('')}sha1_hash: ${hash}\n`;
}

function scalar(text: string): string {
  const plain = /^[\w./~][\w./~:@%+=?&-]*$/.test(text) && !text.endsWith(':');
  return plain && resolvePlainScalar(text) === text && !isTimestamp(text) ? text : JSON.stringify(text);
}

/** What the lock file says it was made from; nothing where it says nothing. */
export function hashOf(lock: SourceFile | undefined): string | undefined {
  const value = lock && readYaml(lock).value.value;
  const hash = isJsonObject(value) ? own(value, 'sha1_hash') : undefined;
  return hash === undefined ? undefined : jsonText(hash);
}

/**
 * dbt's fingerprint of what packages.yml asks for: SHA-1 over its entries as Python prints them as JSON, sorted, each
 * with its optional keys and once more as it is written.
 */
export function packagesHash(written: readonly JsonObject[]): string {
  const lines = written.map((entry) => pythonJson({ ...implied(entry), ...entry, unrendered: entry })).sort();
  return createHash('sha1').update(lines.join('\n')).digest('hex');
}

function implied(entry: JsonObject): JsonObject {
  if ('git' in entry) return { revision: null, subdirectory: null, 'warn-unpinned': null };
  return 'package' in entry ? { install_prerelease: false } : {};
}

/** JSON with sorted keys, spaces and ASCII alone, as Python's json.dumps writes it. */
function pythonJson(value: Json): string {
  if (isJsonList(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isJsonObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${ascii(key)}: ${pythonJson(value[key] ?? null)}`).join(', ')}}`;
  }
  return typeof value === 'string' ? ascii(value) : JSON.stringify(value);
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
