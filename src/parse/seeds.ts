import type { Diagnostic } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject, jsonText, own } from '../core/json.js';
import type { Seed } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import { seedDefaults } from './config-defaults.js';
import { textOf } from './config-values.js';
import { refsOfSeedHooks } from './hook-names.js';
import { nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, relationalParts, writtenTwice } from './relational.js';

/** Reads what is said about one seed; its rows are read when it is built. */
export function parseSeed(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<Seed> {
  const {
    layers,
    files,
    package: { name: packageName },
  } = parsing;
  const path = originalPath(parsing, file.path);
  const { name, fqn } = nodePath(packageName, path, files.paths.seeds);
  const subject = { kind: 'seed', id: `seed.${packageName}.${name}`, package: packageName, name, fqn, file } as const;
  const config = layers.merged('seeds', seedDefaults, fqn, [entry?.config]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [];
  const relation = parsing.naming({ ...subject, config }, found);
  const relational = relationalParts(config, entry, relation, parsing.quoting);
  found.push(...refsOfSeedHooks(subject, relational, parsing.environment));
  if (enabled) parsing.diagnostics.push(...found);
  const node: Seed = {
    ...subject,
    originalPath: path,
    ...describedParts(config, entry),
    unrenderedConfig: layers.unrendered('seeds', fqn, [writtenTwice(entry)]),
    ...relational,
    delimiter: textOf(config, 'delimiter') ?? ',',
    columnTypes: columnTypes(config),
    quoteColumns: own(config, 'quote_columns') === true,
    dependsOn: [],
  };
  return { node, enabled };
}

function columnTypes(config: JsonObject): { readonly [column: string]: string } {
  const types = own(config, 'column_types');
  if (!isJsonObject(types)) return {};
  return Object.fromEntries(Object.entries(types).map(([column, type]) => [column, jsonText(type)]));
}
