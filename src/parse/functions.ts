import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { Json, JsonObject } from '../core/json.js';
import { own } from '../core/json.js';
import { wholeFile } from '../core/node-parts.js';
import type { SqlFunction } from '../core/node.js';
import type { SourceFile } from '../core/source-file.js';
import { startOfFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { capturedParts, writtenCall } from './captured.js';
import { functionDefaults } from './config-defaults.js';
import { nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, nodeTags, relationalParts, writtenTwice } from './relational.js';

/** Reads a user-defined function; its arguments and what it returns stand in a .yml file. */
export function parseFunction(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<SqlFunction> {
  const {
    environment,
    layers,
    files,
    package: { name: packageName },
  } = parsing;
  const path = originalPath(parsing, file.path);
  const { name, fqn } = nodePath(packageName, path, files.paths.functions);
  const id = `function.${packageName}.${name}`;
  const subject = { kind: 'function', id, package: packageName, name, fqn, file } as const;
  const captured = captureTemplate(subject, environment);
  const call = captured.value.config;
  const config = layers.merged('functions', functionDefaults, fqn, [entry?.config, call]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [...captured.diagnostics];
  const relation = parsing.naming({ ...subject, config }, found);
  if (!entry?.returns) found.push(noReturns(name, file, entry));
  if (enabled) parsing.diagnostics.push(...found);
  const node: SqlFunction = {
    ...subject,
    originalPath: path,
    ...describedParts(config, entry),
    tags: nodeTags(config, entry, call, () => layers.merged('functions', functionDefaults, fqn, [call])),
    // dbt takes the written configuration of functions from the tree of models.
    unrenderedConfig: layers.unrendered('models', fqn, [writtenTwice(entry), writtenCall(captured.value)]),
    ...relationalParts(config, entry, relation, parsing.quoting),
    arguments: (entry?.arguments ?? []).map(argumentOf),
    returns: withNulls(entry?.returns ?? {}, ['data_type', 'description']),
    template: wholeFile(file),
    ...capturedParts(captured.value),
  };
  return { node, enabled };
}

function argumentOf(written: JsonObject): JsonObject {
  return withNulls(written, ['name', 'data_type', 'description', 'default_value']);
}

/** These keys, null where nothing is said. */
function withNulls(written: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key): [string, Json] => [key, own(written, key) ?? null]));
}

function noReturns(name: string, file: SourceFile, entry: NodeEntry | undefined): Diagnostic {
  const message = `Function ${name} needs returns: with a data_type, in a .yml file.`;
  const hint = `functions: [{name: ${name}, returns: {data_type: integer}}]`;
  return problem('function/returns', message, { at: entry?.at ?? startOfFile(file), hint });
}
