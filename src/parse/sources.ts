import type { Source } from '../core/node.js';
import { QUOTE_ALL } from '../core/node-parts.js';
import { sourceDefaults } from './config-defaults.js';
import { metaOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { declaredFqn } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, layeredConfig } from './parse-context.js';
import type { SourceEntry } from './property-entries.js';

/** Makes a node of one table of a source. */
export function parseSource(parsing: Parsing, entry: SourceEntry): Parsed<Source> {
  const { config } = parsing;
  const { name, sourceName } = entry;
  const fqn = declaredFqn(config.name, entry.file.path, [sourceName, name]);
  const merged = layeredConfig(sourceDefaults, config.trees.sources, fqn, entry.config);
  const node: Source = {
    kind: 'source',
    originalPath: entry.file.path,
    unrenderedConfig: {},
    docBlocks: [],
    quoting: QUOTE_ALL,
    sourceDescription: '',
    sourceMeta: {},
    id: `source.${config.name}.${sourceName}.${name}`,
    package: config.name,
    name,
    sourceName,
    fqn,
    file: entry.file,
    description: entry.description,
    tags: tagsOf(merged),
    meta: metaOf(merged),
    config: merged,
    patch: entry.at,
    relation: {
      database: entry.database ?? config.target.database,
      schema: entry.schema,
      identifier: entry.identifier,
    },
    columns: entry.columns.map((column) => column.doc),
    loader: entry.loader,
    dependsOn: [],
  };
  return { node, enabled: isEnabled(merged) };
}
