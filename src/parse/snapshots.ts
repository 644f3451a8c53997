import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import type { TemplateText } from '../core/node-parts.js';
import type { Snapshot } from '../core/node.js';
import type { RelationName } from '../core/relation.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { placeAt, startOfFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { writtenCall } from './captured.js';
import { snapshotDefaults } from './config-defaults.js';
import { textOf } from './config-values.js';
import { namedWithHooks } from './hook-names.js';
import { declaredFqn, nodePath } from './node-path.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, originalPath } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { describedParts, nodeTags, relationalParts, writtenTwice } from './relational.js';
import { snapshotBlocks } from './snapshot-blocks.js';
import { checkSnapshot } from './snapshot-config.js';

/** Reads the snapshots of one .sql file; `entries` finds what .yml files say about one. */
export function parseSnapshotFile(
  parsing: Parsing,
  file: SourceFile,
  entries: (name: string) => NodeEntry | undefined,
): readonly Parsed<Snapshot>[] {
  const blocks = snapshotBlocks(file);
  if (blocks.length === 0) parsing.diagnostics.push(noBlock(file));
  const { name: packageName } = parsing.package;
  const { fqn } = nodePath(packageName, originalPath(parsing, file.path), parsing.files.paths.snapshots);
  return blocks.map(({ name, template }) =>
    parseSnapshot(parsing, name, [...fqn, name], template, placeAt(file, template.offset), entries(name)),
  );
}

function noBlock(file: SourceFile): Diagnostic {
  const hint = 'Write it between {% snapshot my_snapshot %} and {% endsnapshot %}.';
  const message = `${file.path} holds no snapshot.`;
  return problem('snapshot/none', message, { severity: 'warning', at: startOfFile(file), hint });
}

/** A snapshot that a .yml file makes of a `relation:`. */
export function parseYamlSnapshot(parsing: Parsing, entry: NodeEntry): Parsed<Snapshot> {
  const { name: packageName } = parsing.package;
  const path = originalPath(parsing, entry.file.path);
  const { snapshots, models } = parsing.files.paths;
  const fqn = declaredFqn(packageName, path, [...snapshots, ...models], [entry.name]);
  const text = `select * from {{ ${entry.relation ?? ''} }}`;
  return parseSnapshot(parsing, entry.name, fqn, { text, file: entry.file, offset: 0 }, entry.at, entry);
}

function parseSnapshot(
  parsing: Parsing,
  name: string,
  fqn: readonly string[],
  template: TemplateText,
  at: Place,
  entry: NodeEntry | undefined,
): Parsed<Snapshot> {
  const {
    environment,
    layers,
    package: { name: packageName },
  } = parsing;
  const { file } = template;
  const id = `snapshot.${packageName}.${name}`;
  const subject = { kind: 'snapshot', id, package: packageName, name, fqn, file } as const;
  const captured = captureTemplate(subject, environment, template);
  const call = captured.value.config;
  const config = layers.merged('snapshots', snapshotDefaults, fqn, [entry?.config, call]);
  const enabled = isEnabled(config);
  const found: Diagnostic[] = [...captured.diagnostics];
  const relation = targeted(config, parsing.naming({ ...subject, config }, found));
  found.push(...checkSnapshot(name, config, at));
  const relational = relationalParts(config, entry, relation, parsing.quoting);
  const named = namedWithHooks(subject, relational, captured.value, environment, found);
  if (enabled) parsing.diagnostics.push(...found);
  const node: Snapshot = {
    ...subject,
    originalPath: originalPath(parsing, file.path),
    ...describedParts(config, entry),
    tags: nodeTags(config, entry, call, () => layers.merged('snapshots', snapshotDefaults, fqn, [call])),
    unrenderedConfig: layers.unrendered('snapshots', fqn, [writtenTwice(entry), writtenCall(captured.value)]),
    ...relational,
    template,
    configCalls: call,
    refs: named.refs,
    sources: named.sources,
    macros: named.macros,
    dependsOn: [],
  };
  return { node, enabled };
}

/** target_schema and target_database are taken as they are. */
function targeted(config: JsonObject, relation: RelationName): RelationName {
  return {
    database: textOf(config, 'target_database') ?? relation.database,
    schema: textOf(config, 'target_schema') ?? relation.schema,
    identifier: relation.identifier,
  };
}
