import type { JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import type { Source } from '../core/node.js';
import { sourceDefaults } from './config-defaults.js';
import { metaOf, textOf } from './config-values.js';
import { everyPath } from './generic-tests.js';
import { tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { SourceEntry } from './property-entries.js';
import { NO_COLUMNS, quotingOf } from './relational.js';
import { freshnessOf } from './source-freshness.js';

/** Makes a node of one table of a source. */
export function parseSource(parsing: Parsing, entry: SourceEntry): Parsed<Source> {
  const {
    layers,
    package: { name: packageName },
  } = parsing;
  const { name, sourceName } = entry;
  const path = originalPath(parsing, entry.file.path);
  const fqn = declaredFqn(packageName, path, everyPath(parsing), [sourceName, name]);
  const merged = layers.replaced('sources', sourceDefaults, fqn, entry.config, true);
  const freshness = freshnessOf(merged);
  const node: Source = {
    kind: 'source',
    id: `source.${packageName}.${sourceName}.${name}`,
    package: packageName,
    name,
    sourceName,
    fqn,
    file: entry.file,
    originalPath: path,
    description: entry.description,
    sourceDescription: entry.sourceDescription,
    sourceMeta: entry.sourceMeta,
    docBlocks: [],
    tags: tagsOf(merged),
    meta: metaOf(merged),
    config: merged,
    unrenderedConfig: layers.unrendered('sources', fqn, [entry.unrendered]),
    patch: entry.at,
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
    dependsOn: [],
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
