import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import type { JsonObject } from '../core/json.js';
import { jsonText, own } from '../core/json.js';
import type { Materialization, Model } from '../core/node.js';
import { wholeFile } from '../core/node-parts.js';
import type { Place, SourceFile } from '../core/source-file.js';
import { captureTemplate } from '../render/capture.js';
import { publishedName } from '../render/published-name.js';
import { modelDefaults } from './config-defaults.js';
import { grantsOf, indexesOf, metaOf, persistDocsOf } from './config-values.js';
import { tagsOf } from './merge-config.js';
import { nodePath } from './node-path.js';
import { passedOver } from './not-yet.js';
import type { Parsed, Parsing } from './parse-context.js';
import { isEnabled, layeredConfig } from './parse-context.js';
import type { NodeEntry } from './property-entries.js';
import { unread } from './unread.js';

/** Reads one model: what it refers to, its configuration, where it is published. */
export function parseModel(parsing: Parsing, file: SourceFile, entry: NodeEntry | undefined): Parsed<Model> {
  const { config, environment, diagnostics, project } = parsing;
  const { name, fqn } = nodePath(config.name, file.path, project.paths.models);
  const id = `model.${config.name}.${name}`;
  const subject = { kind: 'model', id, package: config.name, name, fqn, file } as const;
  const captured = captureTemplate(subject, environment);
  const merged = layeredConfig(modelDefaults, config.trees.models, fqn, entry?.config, captured.value.config);
  const enabled = isEnabled(merged);
  const at = (key: string): Place => captured.value.configPlaces.get(key) ?? entry?.at ?? startOf(file);
  const relation = publishedName({ ...subject, config: merged }, environment);
  if (enabled) {
    diagnostics.push(...captured.diagnostics, ...relation.diagnostics);
    diagnostics.push(...passedOver(`model ${name}`, merged, entry?.at ?? startOf(file)));
  }
  const node: Model = {
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
    access: 'protected',
    primaryKey: [],
    template: wholeFile(file),
    configCalls: captured.value.config,
    macros: [],
    materialization: materialization(name, merged, at('materialized'), enabled ? diagnostics : []),
    refs: captured.value.refs,
    sources: captured.value.sources,
    dependsOn: [],
  };
  return { node, enabled };
}

function startOf(file: SourceFile): Place {
  return { file: file.path, line: 1, column: 1 };
}

const LATER = ['incremental', 'ephemeral', 'materialized_view', 'snapshot'];

function materialization(name: string, config: JsonObject, at: Place, diagnostics: Diagnostic[]): Materialization {
  const kind = jsonText(own(config, 'materialized'));
  if (kind === 'view') return { kind };
  if (kind === 'table') return { kind, unlogged: own(config, 'unlogged') === true };
  const known = LATER.includes(kind) ? 'is not supported by this version' : 'is not known';
  const hint = 'Materialize it as view or table.';
  const message = `Model ${name} is materialized as ${kind}, which ${known}.`;
  diagnostics.push(problem('model/materialization', message, { at, hint }));
  return { kind: 'view' };
}
