import type { Json, JsonObject } from '../core/json.js';
import { isJsonList, isJsonObject, own } from '../core/json.js';
import type { IndexConfig, PersistDocs } from '../core/node-parts.js';

/** Typed readings of a node's merged configuration. */

export function metaOf(config: JsonObject): JsonObject {
  const meta = own(config, 'meta');
  return isJsonObject(meta) ? meta : {};
}

export function textOf(config: JsonObject, key: string): string | undefined {
  const value = own(config, key);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

export function indexesOf(config: JsonObject): readonly IndexConfig[] {
  const indexes = own(config, 'indexes');
  if (!isJsonList(indexes)) return [];
  return indexes.filter(isJsonObject).map((index) => {
    const type = textOf(index, 'type');
    return {
      columns: textsOf(own(index, 'columns')),
      unique: own(index, 'unique') === true,
      ...(type === undefined ? {} : { type }),
    };
  });
}

export function persistDocsOf(config: JsonObject): PersistDocs {
  const docs = own(config, 'persist_docs');
  const says = (key: string): boolean => isJsonObject(docs) && own(docs, key) === true;
  return { relation: says('relation'), columns: says('columns') };
}

export function grantsOf(config: JsonObject): { readonly [privilege: string]: readonly string[] } {
  const grants = own(config, 'grants');
  if (!isJsonObject(grants)) return {};
  return Object.fromEntries(
    Object.entries(grants).map(([privilege, roles]) => [privilege.replace(/^\++/, ''), textsOf(roles)]),
  );
}

/** A text or a list of texts as a list. */
export function textsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isJsonList(value) ? value.filter((each) => typeof each === 'string') : [];
}
