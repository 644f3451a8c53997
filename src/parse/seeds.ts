import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject, jsonText, own } from '../core/json.js';
import type { Seed } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import { publishedName } from '../render/published-name.js';
import { seedDefaults } from './config-defaults.js';
import { grantsOf, indexesOf, metaOf, persistDocsOf, textOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { nodePath } from './node-path.js';
import { passedOver } from './not-yet.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, layeredConfig } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { unread } from './unread.js';

/** Reads what is said about one seed; its rows are read when it is built. */
export function parseSeed(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<Seed> {
  const { config, environment, diagnostics, project } = parsing;
  const { name, fqn } = nodePath(config.name, file.path, project.paths.seeds);
  const subject = { kind: 'seed', id: `seed.${config.name}.${name}`, package: config.name, name, fqn, file } as const;
  const merged = layeredConfig(seedDefaults, config.trees.seeds, fqn, entry?.config);
  const enabled = isEnabled(merged);
  const relation = publishedName({ ...subject, config: merged }, environment);
  const at = entry?.at ?? { file: file.path, line: 1, column: 1 };
  const delimiter = textOf(merged, 'delimiter') ?? ',';
  if (enabled) {
    diagnostics.push(...relation.diagnostics, ...passedOver(`seed ${name}`, merged, at));
    if (delimiter.length !== 1) {
      const message = `The delimiter of seed ${name} must be one character, not ${JSON.stringify(delimiter)}.`;
      diagnostics.push(problem('seed/delimiter', message, { at }));
    }
  }
  const node: Seed = {
    ...subject,
    originalPath: file.path,
    description: entry?.description ?? '',
    tags: tagsOf(merged),
    meta: metaOf(merged),
    config: merged,
    ...(entry ? { patch: entry.at } : {}),
    relation: relation.value,
    columns: entry?.columns.map((column) => column.doc) ?? [],
    indexes: indexesOf(merged),
    persistDocs: persistDocsOf(merged),
    grants: grantsOf(merged),
    ...unread,
    delimiter,
    columnTypes: columnTypes(merged),
    quoteColumns: own(merged, 'quote_columns') === true,
    dependsOn: [],
  };
  return { node, enabled };
}

function columnTypes(config: JsonObject): { readonly [column: string]: string } {
  const types = own(config, 'column_types');
  if (!isJsonObject(types)) return {};
  return Object.fromEntries(Object.entries(types).map(([column, type]) => [column, jsonText(type)]));
}
