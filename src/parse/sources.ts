import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Source } from '../core/node.js';
import { sourceDefaults } from './config-defaults.js';
import { metaOf, textOf } from './config-values.js';
import { declaredNode } from './declared.js';
import { tagsOf } from './merge-config.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled } from './parse-context.js';
import type { SourceEntry } from './property-entries.js';
import { NO_COLUMNS, quotingOf } from './relational.js';
import { freshnessOf } from './source-freshness.js';

/** Makes a node of one table of a source. */
export function parseSource(parsing: Parsing, entry: SourceEntry): Parsed<Source> {
  const { layers } = parsing;
  const { name, sourceName } = entry;
  const declared = declaredNode(parsing, 'source', entry, [sourceName, name]);
  const merged = layers.replaced('sources', sourceDefaults, declared.fqn, entry.config, true);
  const freshness = freshnessOf(merged);
  const node: Source = {
    ...declared,
    sourceName,
    description: entry.description,
    sourceDescription: entry.sourceDescription,
    sourceMeta: entry.sourceMeta,
    tags: tagsOf(merged),
    meta: metaOf(merged),
    config: merged,
    unrenderedConfig: layers.unrendered('sources', declared.fqn, [entry.unrendered]),
    relation: {
      database: entry.database ?? parsing.config.target.database,
      schema: entry.schema,
      identifier: entry.identifier,
    },
    quoting: quotingOf({ quoting: entry.quoting }, parsing.quoting),
    columns: entry.columns.length === 0 ? NO_COLUMNS : entry.columns.map((column) => column.doc),
    loader: entry.loader,
    ...(freshness ? { freshness } : {}),
    ...loadedAt(merged),
    ...(entry.external === undefined ? {} : { external: entry.external }),
    ...(entry.unrenderedDatabase === undefined ? {} : { unrenderedDatabase: entry.unrenderedDatabase }),
    ...(entry.unrenderedSchema === undefined ? {} : { unrenderedSchema: entry.unrenderedSchema }),
  };
  return { node, enabled: isEnabled(merged) && own(merged, 'enabled') !== null };
}

function loadedAt(config: JsonObject): Pick<Source, 'loadedAtField' | 'loadedAtQuery'> {
  const field = textOf(config, 'loaded_at_field');
  const query = textOf(config, 'loaded_at_query');
  return {
    ...(field === undefined ? {} : { loadedAtField: field }),
    ...(query === undefined ? {} : { loadedAtQuery: query }),
  };
}
