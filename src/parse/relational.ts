import type { JsonObject } from '../core/json.js';
import { isJsonObject, own } from '../core/json.js';
import type { ColumnDoc, Contract, NodeCommon, Quoting, Relational } from '../core/node-parts.js';
import type { RelationName } from '../core/relation.js';
import { grantsOf, indexesOf, metaOf, persistDocsOf, textOf } from './config-values.js';
import { hooksOf } from './hooks.js';
import { tagsOf } from './merge-config.js';
import type { NodeEntry } from './property-entries.js';

/** The typed readings of a merged configuration that every relation has. */
export function relationalParts(
  config: JsonObject,
  entry: NodeEntry | undefined,
  relation: RelationName,
  quoting: Quoting,
): Relational {
  return {
    relation,
    // dbt takes `quoting:` of a node's config for nothing; only the project's and a source's count.
    quoting,
    columns: entry && entry.columns.length > 0 ? entry.columns.map((column) => column.doc) : NO_COLUMNS,
    indexes: indexesOf(config),
    persistDocs: persistDocsOf(config),
    grants: grantsOf(config),
    contract: contractOf(config),
    constraints: entry?.constraints ?? [],
    preHooks: hooksOf(config, 'pre-hook'),
    postHooks: hooksOf(config, 'post-hook'),
  };
}

export const NO_COLUMNS: readonly ColumnDoc[] = [];

/** What a node takes over from its entry and configuration, whatever kind it is. */
export function describedParts(
  config: JsonObject,
  entry: Pick<NodeEntry, 'description' | 'at'> | undefined,
): Pick<NodeCommon, 'description' | 'tags' | 'meta' | 'config' | 'docBlocks' | 'patch' | 'group'> {
  const group = textOf(config, 'group');
  return {
    description: entry?.description ?? '',
    tags: tagsOf(config),
    meta: metaOf(config),
    config,
    docBlocks: [],
    ...(entry ? { patch: entry.at } : {}),
    ...(group === undefined ? {} : { group }),
  };
}

/**
 * The tags of the node. dbt knows those of the file before those of the .yml, so that their order differs from the
 * configuration's where both say some; `withoutEntry` merges without the .yml.
 */
export function nodeTags(
  merged: JsonObject,
  entry: Pick<NodeEntry, 'config'> | undefined,
  call: JsonObject,
  withoutEntry: () => JsonObject,
): readonly string[] {
  const all = tagsOf(merged);
  const both = all.length > 1 && entry && own(entry.config, 'tags') !== undefined && own(call, 'tags') !== undefined;
  return both ? [...new Set([...tagsOf(withoutEntry()), ...all])] : all;
}

function contractOf(config: JsonObject): Contract {
  const contract = own(config, 'contract');
  if (!isJsonObject(contract)) return NO_CONTRACT;
  return { enforced: own(contract, 'enforced') === true, aliasTypes: own(contract, 'alias_types') !== false };
}

const NO_CONTRACT: Contract = { enforced: false, aliasTypes: true };

/** What `quoting:` of a node says, over what holds for the project. */
export function quotingOf(config: JsonObject, below: Quoting): Quoting {
  const said = own(config, 'quoting');
  if (!isJsonObject(said) || Object.keys(said).length === 0) return below;
  const part = (key: keyof Quoting): boolean => {
    const value = own(said, key);
    return typeof value === 'boolean' ? value : below[key];
  };
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') };
}

/** What a property entry wrote, as dbt keeps it: lists are there twice. */
export function writtenTwice(entry: Pick<NodeEntry, 'unrendered' | 'version'> | undefined): JsonObject | undefined {
  if (!entry) return undefined;
  return entry.version ? entry.unrendered : doubled(entry.unrendered);
}

function doubled(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (Array.isArray(value))
        return [key, [...(value as readonly JsonObject[]), ...(value as readonly JsonObject[])]];
      return [key, isJsonObject(value) ? doubled(value) : value];
    }),
  );
}
